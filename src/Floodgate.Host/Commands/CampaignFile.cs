using System.Text;
using Floodgate.Campaigns;
using Floodgate.Foundation.Documents;

namespace Floodgate.Host.Commands;

/// <summary>A campaign file on this machine, read and checked before any server hears of it.</summary>
internal static class CampaignFile
{
    /// <summary>Prints the faults of a file, or that there are none.</summary>
    public static int Check(string path)
    {
        var exit = Read(path, out var parse);
        if (parse is not null) Console.WriteLine($"{path}: good, {parse.Definition!.Batches.Count} batches");
        return exit;
    }

    /// <summary>
    /// The parse, if it has no fault; else null, with the faults printed as FILE:LINE: pointer: text.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">What it says.</param>
    /// <param name="checksBudget">False: only the server knows what came back to the budget.</param>
    public static int Read(string path, out CampaignParse? parse, bool checksBudget = true)
    {
        parse = null;
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(path);
            var limit = Math.Min(file.Length, CampaignLimits.DocumentBytesMax + 1L);
            bytes = new byte[limit];
            file.ReadExactly(bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: cannot be read: {fault.Message}");
            return Exit.Unreachable;
        }

        var read = Parse(bytes, path);
        var faults = read.AllFaults().Where(fault => checksBudget || fault.Code != BudgetRules.TooSmall).ToArray();
        foreach (var fault in faults) Console.Error.WriteLine(Line(path, fault));
        if (faults.Length > 0) return Exit.DoesNotHold;
        if (read.AllowListFile is { } list && !File.Exists(Beside(path, list)))
        {
            Console.Error.WriteLine($"{path}: /eligibility/allowList/file: there is no {list} beside it");
            return Exit.DoesNotHold;
        }

        parse = read;
        return Exit.Good;
    }

    public static string Beside(string path, string list) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, list);

    private static CampaignParse Parse(byte[] bytes, string path)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return CampaignDocument.ParseJson(bytes, path);
        // Bad bytes go the JSON way, where they are refused by line; YAML starts from a text.
        var bom = Encoding.UTF8.Preamble;
        var text = bytes.AsSpan().StartsWith(bom) ? bytes.AsSpan(bom.Length) : bytes;
        return System.Text.Unicode.Utf8.IsValid(text)
            ? CampaignDocument.ParseYaml(Encoding.UTF8.GetString(text), path)
            : CampaignDocument.ParseJson(bytes, path);
    }

    private static string Line(string path, DocumentFault fault)
    {
        var place = fault.Line is { } line ? $"{path}:{line}" : path;
        return $"{place}: {(fault.Pointer.Length == 0 ? "/" : fault.Pointer)}: {fault.Message.En}";
    }
}
