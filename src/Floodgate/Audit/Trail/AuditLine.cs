using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Floodgate.Audit.Trail;

/// <summary>
/// A line of the trail: 64 characters of hash, a space, the entry as JSON, a newline. The hash is SHA-256 over the hash
/// before (as those 64 characters) and the bytes of the JSON, so no byte of any line can change unnoticed.
/// </summary>
internal static class AuditLine
{
    public const int HashLength = 64;

    /// <summary>Stands before the first line.</summary>
    public static readonly string NoHash = new('0', HashLength);

    public static byte[] Write(string before, AuditEntry entry, out string hash)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Strict.AuditEntry);
        hash = HashOf(before, json);
        var line = new byte[HashLength + 1 + json.Length + 1];
        Encoding.ASCII.GetBytes(hash, line);
        line[HashLength] = (byte)' ';
        json.CopyTo(line, HashLength + 1);
        line[^1] = (byte)'\n';
        return line;
    }

    public static string HashOf(string before, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> prior = stackalloc byte[HashLength];
        Encoding.ASCII.GetBytes(before, prior);
        hash.AppendData(prior);
        hash.AppendData(json);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash a line carries; null when it has not even that shape.</summary>
    public static string? HashIn(ReadOnlySpan<byte> line)
    {
        if (line.Length <= HashLength + 1 || line[HashLength] != ' ') return null;
        var hash = line[..HashLength];
        foreach (var one in hash)
            if (!char.IsAsciiHexDigitLower((char)one)) return null;
        return Encoding.ASCII.GetString(hash);
    }

    public static ReadOnlySpan<byte> JsonIn(ReadOnlySpan<byte> line) => line[(HashLength + 1)..];

    /// <summary>The entry of a line; null when it cannot be read. Whether its hash holds is asked elsewhere.</summary>
    public static AuditEntry? Read(ReadOnlySpan<byte> line)
    {
        if (HashIn(line) is null) return null;
        try
        {
            return JsonSerializer.Deserialize(JsonIn(line), AuditJson.Strict.AuditEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
