using System.Security.Cryptography;
using System.Text.Json;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Audit.Trail;

/// <summary>
/// Entries that are not in the trail yet, a file each in the spool, outside the data folder: what could not be written,
/// and what commands beside a running server have to say. The trail takes them in as soon as it can.
/// </summary>
internal sealed class WaitingEntries(string spool, ILogger log)
{
    private const string Ending = ".audit";
    private readonly string _folder = Path.Combine(spool, "audit");

    /// <summary>Keeps it on disk; false when not even that can be done.</summary>
    public bool TryKeep(AuditEntry entry)
    {
        var name = $"{entry.At.Micros():D17}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        try
        {
            Access.PrivateFile.Write(
                Path.Combine(_folder, name + Ending),
                JsonSerializer.SerializeToUtf8Bytes(entry with { Kept = name }, AuditJson.Strict.AuditEntry));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Those on disk, the oldest first; a file that cannot be read stays where it is.</summary>
    public IReadOnlyList<(string File, AuditEntry Entry)> Read(int most)
    {
        var found = new List<(string, AuditEntry)>();
        if (!Directory.Exists(_folder)) return found;
        foreach (var file in Directory.GetFiles(_folder, "*" + Ending).Order(StringComparer.Ordinal).Take(most))
        {
            try
            {
                if (JsonSerializer.Deserialize(File.ReadAllBytes(file), AuditJson.Strict.AuditEntry) is { } entry)
                    found.Add((file, entry));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
            {
                AuditLog.WaitingUnreadable(log, file);
            }
        }

        return found;
    }

    public static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is known by its name, and will not be taken in twice.
        }
    }
}
