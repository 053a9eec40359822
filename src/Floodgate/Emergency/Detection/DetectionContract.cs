using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Emergency.Detection;

/// <summary>What detection looks like from outside.</summary>
internal static class DetectionContract
{
    private static readonly ApiHeader[] Signed =
    [
        new("Authorization", false, "Bearer and the source's secret; then no signature is needed."),
        new(IntakeSignature.IdHeader, false, "The delivery's id; each is taken once."),
        new(IntakeSignature.TimeHeader, false, "Seconds since 1970; at most 5 minutes from ours."),
        new(IntakeSignature.SignatureHeader, false, "v1, and the base64 of HMAC-SHA256 over id.timestamp.body."),
    ];

    private static readonly Refusal[] IntakeRefusals =
    [
        Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.SignatureInvalid, Refusals.SignatureStale,
        Refusals.MessageReplayed, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.TooManyRequests,
    ];

    public static readonly ApiOperation Alerts = new("IntakeAlerts", "Intake",
        new("接收外部告警", "Take alerts: Alertmanager webhook version 4, or one signed alert"))
    {
        Headers = Signed,
        Body = typeof(AlertIntakeBody),
        Answers = [new(200, typeof(AlertsTakenBody))],
        Refusals =
        [
            .. IntakeRefusals, Refusals.MemberMissing, Refusals.MemberWrongType, Refusals.MemberDuplicate,
            Refusals.EncodingInvalid,
        ],
    };

    public static readonly ApiOperation Heartbeat = new("IntakeHeartbeat", "Intake",
        new("接收心跳", "Take a heartbeat; an API key of a staff role will do as well"))
    {
        Headers = Signed,
        Answers = [new(204)],
        Refusals = IntakeRefusals,
    };

    public static readonly ApiOperation Detectors = new("Detectors", "Operations",
        new("监测项的当前状态", "Every detector as it stands, with its last minute"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Headers = [new("If-None-Match", false, "The ETag of the answer before.")],
        Answers = [new(200, typeof(DetectorsBody)) { Headers = ["ETag"] }, new(304)],
        Refusals = [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden],
    };
}

/// <summary>
/// A delivery: either an Alertmanager webhook (<c>version</c>, <c>groupKey</c>, <c>alerts</c>) or one alert
/// (<c>status</c>, <c>group</c>, <c>labels</c>, <c>text</c>). Members that are not known are passed over.
/// </summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Version">Of the webhook; <c>4</c>.</param>
/// <param name="TruncatedAlerts">Alerts that the sender left off.</param>
internal sealed record AlertIntakeBody(
    string Status, string? Version = null, string? GroupKey = null, long TruncatedAlerts = 0,
    AlertIntakeOne[]? Alerts = null, string? Group = null, string? Fingerprint = null,
    Dictionary<string, string>? Labels = null, string? Text = null, DateTimeOffset? StartsAt = null);

internal sealed record AlertIntakeOne(
    string Status, string Fingerprint, Dictionary<string, string>? Labels = null,
    Dictionary<string, string>? Annotations = null, DateTimeOffset? StartsAt = null);
