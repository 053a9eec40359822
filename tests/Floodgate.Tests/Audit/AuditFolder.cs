using Floodgate.Audit;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Audit;

/// <summary>A data folder with a trail in it, and people who act.</summary>
internal sealed class AuditFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AuditFolder(Action<AuditOptions>? set = null)
    {
        set?.Invoke(Options);
        Key = AuditKey.Open(Path.Combine(_folder, "keys"));
        Trail = Open();
    }

    public AuditOptions Options { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 2, 0, 0, TimeSpan.Zero));

    public AuditKey Key { get; }

    public AuditTrail Trail { get; private set; }

    public string Files => Path.Combine(_folder, "audit");

    public string Spool => Path.Combine(_folder, "spool");

    /// <summary>What the disk does before it takes a line.</summary>
    public Action Disk { get; set; } = static () => { };

    public static Who Anna { get; } = new("anna", ["operator"], "console", null, null);

    public static Who Ben { get; } = new("ben", ["finance"], "console", null, null);

    public static AuditEntry Entry(string what, string? reason = null) => new()
    {
        What = what,
        Outcome = AuditOutcome.Done,
        Who = Anna,
        On = "campaign/autumn",
        Reason = reason,
    };

    /// <summary>The process ends, without a word, and starts again.</summary>
    public void Reopen()
    {
        Trail.Dispose();
        Trail = Open();
    }

    public IReadOnlyList<AuditEntry> Read() => [.. TrailReader.NewestFirst(Files, long.MaxValue).Reverse()];

    public void Dispose()
    {
        Trail.Dispose();
        _folder.Dispose();
    }

    private AuditTrail Open() =>
        AuditTrail.Open(Files, Spool, Key, Options, Clock, NullLogger.Instance, () => Disk());
}
