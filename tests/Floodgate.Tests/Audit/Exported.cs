using Floodgate.Audit.Exports;
using Floodgate.Audit.Signing;

namespace Floodgate.Tests.Audit;

/// <summary>The trail of a folder as an export, and what checking it says.</summary>
internal static class Exported
{
    public static byte[] From(AuditFolder folder)
    {
        using var file = new MemoryStream();
        AuditExport.WriteAsync(file, folder.Files, folder.Key, folder.Clock.GetUtcNow(), CancellationToken.None)
            .GetAwaiter().GetResult();
        return file.ToArray();
    }

    public static AuditVerdict Verdict(AuditFolder folder, Checkpoint? known = null) =>
        AuditVerifier.Verify(From(folder), folder.Key.Public, known);
}
