using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Signing;
using Floodgate.Foundation;

namespace Floodgate.Audit.Trail;

/// <summary>How an act came out.</summary>
internal static class AuditOutcome
{
    /// <summary>It is about to be done: written first, so that a kill leaves a trace.</summary>
    public const string Begun = "begun";
    public const string Done = "done";

    /// <summary>The rules said no; <see cref="AuditEntry.Code"/> says which.</summary>
    public const string Refused = "refused";

    /// <summary>Something broke; it may have happened.</summary>
    public const string Failed = "failed";
}

/// <summary>
/// One line of the trail: who did what to what, why, who agreed, and what it changed. No personal data.
/// </summary>
internal sealed record AuditEntry
{
    /// <summary>1, 2, 3, ... without a gap; given by the trail.</summary>
    public long Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>
    /// The act: the operation's name in the API, or <c>approval.executed</c>, <c>staff.locked</c>, ...
    /// </summary>
    public required string What { get; init; }

    public required string Outcome { get; init; }

    public required Who Who { get; init; }

    /// <summary>The code of the refusal.</summary>
    public string? Code { get; init; }

    /// <summary>The number of the entry that said it was begun.</summary>
    public long? Of { get; init; }

    /// <summary>What it was done to: <c>campaign/autumn</c>.</summary>
    public string? On { get; init; }

    public string? Campaign { get; init; }

    public string? Reason { get; init; }

    /// <summary>The second person.</summary>
    public string? Approver { get; init; }

    public IReadOnlyList<Change>? Changes { get; init; }

    public ApprovalStep? Approval { get; init; }

    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Set when it was kept elsewhere first: the same one is taken in once.</summary>
    public string? Kept { get; init; }
}

[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(ExportHead))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    /// <summary>One way to write an entry; strict when it is read.</summary>
    public static AuditJson Strict { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new ZuluTime() },
    });
}
