namespace Floodgate.Foundation.Documents;

/// <summary>A document that was read: a value, or the faults for which there is none.</summary>
internal sealed class DocumentParse<T>(T? value, FaultList faults, string? file)
    where T : class
{
    /// <summary>Well-formed; what it says has still to be checked.</summary>
    public T? Value { get; } = faults.IsEmpty ? value : null;

    public IReadOnlyList<DocumentFault> Faults => faults.All;

    public string? File { get; } = file;

    /// <summary>Adds file and line to a fault that was found in the value rather than in the text.</summary>
    public DocumentFault Locate(DocumentFault fault)
    {
        for (var pointer = fault.Pointer; ; pointer = pointer[..pointer.LastIndexOf('/')])
        {
            if (faults.Lines.TryGetValue(pointer, out var line)) return fault with { File = File, Line = line };
            if (pointer.Length == 0) return fault with { File = File };
        }
    }
}

/// <summary>Reads a whole document into a declared record: JSON from the API, YAML or JSON from files.</summary>
internal static class DocumentText
{
    public static DocumentParse<T> Json<T>(ReadOnlyMemory<byte> utf8, int bytesMax, string? file = null)
        where T : class
    {
        var faults = new FaultList(file);
        return Bind<T>(FitsIn(utf8.Length, bytesMax, faults) ? JsonTree.Read(utf8.Span, faults) : null, faults, file);
    }

    public static DocumentParse<T> Yaml<T>(string text, int bytesMax, string file)
        where T : class
    {
        var faults = new FaultList(file);
        var fits = FitsIn(System.Text.Encoding.UTF8.GetByteCount(text), bytesMax, faults);
        return Bind<T>(fits ? YamlTree.Read(text, faults) : null, faults, file);
    }

    /// <summary>
    /// By the file's ending; bytes that are no UTF-8 go the JSON way, where they are refused by line.
    /// </summary>
    public static DocumentParse<T> File<T>(ReadOnlyMemory<byte> bytes, int bytesMax, string file)
        where T : class
    {
        var bom = System.Text.Encoding.UTF8.Preamble;
        var text = bytes.Span.StartsWith(bom) ? bytes[bom.Length..] : bytes;
        return file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || !System.Text.Unicode.Utf8.IsValid(text.Span)
            ? Json<T>(text, bytesMax, file)
            : Yaml<T>(System.Text.Encoding.UTF8.GetString(text.Span), bytesMax, file);
    }

    private static DocumentParse<T> Bind<T>(DocumentNode? root, FaultList faults, string? file)
        where T : class => new(root is null ? null : new DocumentBinder(faults).Read<T>(root), faults, file);

    private static bool FitsIn(int bytes, int bytesMax, FaultList faults)
    {
        if (bytes <= bytesMax) return true;
        faults.Add("", null, "document-too-large", $"文件超过 {bytesMax / 1024} KiB。",
            $"The document is over {bytesMax / 1024} KiB.");
        return false;
    }
}
