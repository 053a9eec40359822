using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Scripts;

/// <summary>A drill as text: YAML or JSON, one shape, read by the strict reader of campaigns and plans.</summary>
internal static class DrillDocument
{
    public const int BytesMax = 128 * 1024;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON Schema, for editors; published as <c>plans/drill.schema.json</c> and served.</summary>
    public static byte[] Schema { get; } = JsonSerializer.SerializeToUtf8Bytes(
        DocumentSchema.Of(typeof(DrillScript), "Floodgate drill"), Readable);

    /// <summary>The drill, or every fault with file, line and member; never throws on what it is given.</summary>
    public static DrillReading Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var parse = DocumentText.File<DrillScript>(bytes, BytesMax, file);
        if (parse.Value is not { } script) return new DrillReading(null, parse.Faults, "");
        var faults = DrillLint.Check(script).Select(parse.Locate).ToArray();
        return new DrillReading(faults.Length == 0 ? script : null, faults, HashOf(script));
    }

    /// <summary>SHA-256 of the canonical text, in hex: the same drill has the same, however it is laid out.</summary>
    private static string HashOf(DrillScript script) =>
        Convert.ToHexStringLower(SHA256.HashData(DocumentWriter.Write(script)));
}

/// <summary>A drill that can be run, or why not.</summary>
internal sealed record DrillReading(DrillScript? Script, IReadOnlyList<DocumentFault> Faults, string Hash);
