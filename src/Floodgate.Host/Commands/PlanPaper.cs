using System.Text;
using Floodgate.Emergency.Plans;

namespace Floodgate.Host.Commands;

/// <summary>What is made of plan files without a server: differences, a page to print, the schema.</summary>
internal static class PlanPaper
{
    public static int Compare(string beforePath, string afterPath)
    {
        var exit = PlanFile.Read(beforePath, out var before);
        if (before is null) return exit;
        exit = PlanFile.Read(afterPath, out var after);
        if (after is null) return exit;
        var differences = PlanComparison.Compare(before, after);
        foreach (var one in differences)
        {
            Console.WriteLine(one.Kind switch
            {
                DifferenceKind.Added => $"+ {one.Where.En}: {one.After!.En}",
                DifferenceKind.Removed => $"- {one.Where.En}: {one.Before!.En}",
                _ => $"~ {one.Where.En}: {one.Before!.En} -> {one.After!.En}",
            });
        }

        Console.WriteLine(differences.Count == 0 ? "no difference" : $"{differences.Count} differences");
        return differences.Count == 0 ? Exit.Good : Exit.DoesNotHold;
    }

    public static int Print(string path, string html, bool english, string? contactsPath)
    {
        var exit = PlanFile.Read(path, out var plan);
        if (plan is null) return exit;
        ContactBook? contacts = null;
        if (contactsPath is not null)
        {
            if (!PlanFile.TryRead(contactsPath, out var people)) return Exit.Unreachable;
            var parse = PlanDocument.ParseContacts(people, contactsPath);
            foreach (var fault in parse.Faults) Console.Error.WriteLine(fault.Sentence(contactsPath));
            if (parse.Value is null) return Exit.DoesNotHold;
            contacts = parse.Value;
        }

        try
        {
            File.WriteAllText(html, PlanPrint.Html(plan, english, stamp: null, contacts), new UTF8Encoding(false));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{html}: cannot be written: {fault.Message}");
            return Exit.Unreachable;
        }

        Console.WriteLine($"{html}: written; print it from a browser");
        return Exit.Good;
    }

    public static int Schema()
    {
        Console.WriteLine(Encoding.UTF8.GetString(PlanSchema.Utf8));
        return Exit.Good;
    }
}
