using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;

namespace Floodgate.Host.Commands;

/// <summary>A plan file on this machine, read and checked before any server hears of it.</summary>
internal static class PlanFile
{
    /// <summary>Prints the faults as FILE:LINE: member: text, or what can and cannot be carried out.</summary>
    public static int Check(string path, string? contactsPath)
    {
        if (!TryRead(path, out var bytes)) return Exit.Unreachable;
        DocumentParse<ContactBook>? contacts = null;
        if (contactsPath is not null)
        {
            if (!TryRead(contactsPath, out var people)) return Exit.Unreachable;
            contacts = PlanDocument.ParseContacts(people, contactsPath);
        }

        var parse = PlanDocument.ParseFile(bytes, path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var faults = PlanLint.Check(parse, contacts, PlanFiles.In(folder));
        foreach (var fault in faults) Console.Error.WriteLine(fault.Sentence(fault.File ?? path));
        if (faults.Count > 0) return Exit.DoesNotHold;
        Report(path, parse.Value!, contacts?.Value);
        return Exit.Good;
    }

    /// <summary>The plan, if it has no fault of its own; else null, with the faults printed.</summary>
    public static int Read(string path, out EmergencyPlan? plan)
    {
        plan = null;
        if (!TryRead(path, out var bytes)) return Exit.Unreachable;
        var parse = PlanDocument.ParseFile(bytes, path);
        var faults = PlanLint.Check(parse);
        foreach (var fault in faults) Console.Error.WriteLine(fault.Sentence(path));
        if (faults.Count > 0) return Exit.DoesNotHold;
        plan = parse.Value;
        return Exit.Good;
    }

    public static bool TryRead(string path, out byte[] bytes)
    {
        bytes = [];
        try
        {
            using var file = File.OpenRead(path);
            bytes = new byte[Math.Min(file.Length, PlanDocument.BytesMax + 1L)];
            file.ReadExactly(bytes);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: cannot be read: {fault.Message}");
            return false;
        }
    }

    private static void Report(string path, EmergencyPlan plan, ContactBook? contacts)
    {
        var waiting = PlanParts.Waiting(plan).ToArray();
        var parts = PlanParts.Of(plan).Count();
        Console.WriteLine(
            $"{path}: good, plan '{plan.Id}': {parts - waiting.Length} of {parts} parts can be carried out");
        foreach (var tally in PlanParts.Tally(plan))
            Console.WriteLine($"  {tally.Kind.En}: {tally.Executable} can, {tally.Waiting} cannot yet");
        foreach (var part in waiting)
            Console.WriteLine($"  waits: {part.Kind.En} {part.Part.Id}: {part.Part.Missing!.En}");
        Console.WriteLine(contacts is null
            ? "  people: not checked, give --contacts FILE"
            : $"  people: {contacts.People.Count}, each with two personal channels at least");
    }
}
