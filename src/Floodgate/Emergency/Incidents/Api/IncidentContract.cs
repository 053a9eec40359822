using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>What the operations on incidents look like from outside.</summary>
internal static class IncidentContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
    ];

    public static readonly ApiOperation List =
        Staff("Incidents", new("事件列表", "Incidents, the newest first; ?state=all also those that are over")) with
        {
            Answers = [new(200, typeof(IncidentsBody))],
            Refusals = StaffRefusals,
        };

    public static readonly ApiOperation Get = Staff("Incident", new("事件与时间线", "An incident and its timeline")) with
    {
        Answers = [new(200, typeof(IncidentView))],
        Refusals = [.. StaffRefusals, Refusals.UnknownIncident],
    };

    public static readonly ApiOperation Declare = Staff("DeclareIncident", new("启动事件", "Declare an incident")) with
    {
        Body = typeof(DeclareBody),
        Answers = [new(201, typeof(DeclaredBody)) { Headers = ["Location"] }],
        Refusals = [.. StaffRefusals, .. BodyRefusals, Refusals.UnknownRisk, Refusals.RoomUnavailable],
    };

    public static readonly ApiOperation Ordered =
        Staff("OrderIncident", new("对事件下达指令", "Ask something of an incident: level, step, notice, ...")) with
        {
            Body = typeof(Order),
            Answers = [new(200, typeof(OrderedBody))],
            Refusals =
            [
                .. StaffRefusals, .. BodyRefusals, Refusals.UnknownIncident, Refusals.UnknownPart,
                Refusals.IncidentOver, Refusals.SecondPersonRequired, Refusals.StepNotOffered, Refusals.TimeInvalid,
                Refusals.StillPaused, Refusals.RoomUnavailable,
            ],
        };

    public static readonly ApiOperation Automation =
        Staff("Automation", new("自动处置总开关", "The global switch of automation, and who turned it")) with
        {
            Answers = [new(200, typeof(AutomationBody))],
            Refusals = StaffRefusals,
        };

    public static readonly ApiOperation TurnAutomation =
        Staff("TurnAutomation", new("打开或关闭自动处置", "Turn automation on or off, and say why")) with
        {
            Body = typeof(AutomationOrder),
            Answers = [new(200, typeof(AutomationBody))],
            Refusals = [.. StaffRefusals, .. BodyRefusals, Refusals.RoomUnavailable],
        };

    public static readonly ApiOperation Handover =
        new("WatchHandover", "Emergency", new("看守进程交接", "The watch and the server tell each other what happened"))
        {
            Body = typeof(HandoverMessage),
            Answers = [new(200, typeof(HandoverMessage))],
            Refusals = [Refusals.CredentialsInvalid, .. BodyRefusals],
        };

    public static readonly ApiOperation Copy =
        new("WatchCopy", "Emergency", new("看守进程的预案与联系人", "Plan and contacts for the watch, signed"))
        {
            Answers = [new(200, typeof(WatchCopy)) { Headers = ["ETag", WatchCopy.SignatureHeader] }, new(304)],
            Refusals = [Refusals.CredentialsInvalid],
        };

    private static ApiOperation Staff(string name, BilingualText summary) =>
        new(name, "Emergency", summary) { Credentials = [Credential.ApiKey, Credential.StaffSession] };
}
