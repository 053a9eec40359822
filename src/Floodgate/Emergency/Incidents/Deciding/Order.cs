using System.Text.Json.Serialization;
using Floodgate.Access;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>Who gives an order: a staff account or a responder behind a link.</summary>
internal sealed record Person(string Id, IReadOnlySet<string> Roles, string Via)
{
    public string Actor => "person:" + Id;

    /// <summary>Whether another one asked: an actor of the timeline who is known to be somebody else.</summary>
    public bool IsSecondTo(string asked) =>
        asked.StartsWith("person:", StringComparison.Ordinal) && StaffPerson.AreTwo(asked["person:".Length..], Id);

    public bool HasOneOf(IEnumerable<string> roles) => Roles.Contains("admin") || roles.Any(Roles.Contains);
}

/// <summary>What a person may ask of an incident: a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(Acknowledge), "acknowledge")]
[JsonDerivedType(typeof(SetLevel), "setLevel")]
[JsonDerivedType(typeof(SetCause), "setCause")]
[JsonDerivedType(typeof(SetEstimate), "setEstimate")]
[JsonDerivedType(typeof(SetPublicStatus), "setPublicStatus")]
[JsonDerivedType(typeof(TakeRole), "takeRole")]
[JsonDerivedType(typeof(Say), "say")]
[JsonDerivedType(typeof(GiveTask), "giveTask")]
[JsonDerivedType(typeof(FinishTask), "finishTask")]
[JsonDerivedType(typeof(TakeStep), "takeStep")]
[JsonDerivedType(typeof(SkipStep), "skipStep")]
[JsonDerivedType(typeof(UndoStep), "undoStep")]
[JsonDerivedType(typeof(DraftNotice), "draftNotice")]
[JsonDerivedType(typeof(WithdrawNotice), "withdrawNotice")]
[JsonDerivedType(typeof(ConfirmReturn), "confirmReturn")]
[JsonDerivedType(typeof(ExtendReturn), "extendReturn")]
[JsonDerivedType(typeof(Resolve), "resolve")]
[JsonDerivedType(typeof(Close), "close")]
internal abstract record Order
{
    internal sealed record Acknowledge : Order;

    internal sealed record SetLevel(ResponseLevel Level, string Why) : Order;

    internal sealed record SetCause(string Cause) : Order;

    internal sealed record SetEstimate(DateTimeOffset RepairedAt) : Order;

    internal sealed record SetPublicStatus(PublicStatus Status) : Order;

    internal sealed record TakeRole(string Role, string Person) : Order;

    internal sealed record Say(string Text) : Order;

    internal sealed record GiveTask(string Text, string Owner, DateTimeOffset Due) : Order;

    internal sealed record FinishTask(string Task) : Order;

    /// <summary>Start a one-click step, approve and start a two-person step that another asked for, check a manual
    /// one.</summary>
    internal sealed record TakeStep(string Step, string Text) : Order;

    internal sealed record SkipStep(string Step, string Text) : Order;

    internal sealed record UndoStep(string Step) : Order;

    internal sealed record DraftNotice(NoticeText Text) : Order;

    internal sealed record WithdrawNotice : Order;

    internal sealed record ConfirmReturn(string Campaign) : Order;

    internal sealed record ExtendReturn(string Campaign, DateTimeOffset At, string Why) : Order;

    internal sealed record Resolve(string Summary) : Order;

    internal sealed record Close(string Review) : Order;
}

/// <summary>What became of an order.</summary>
internal enum OrderOutcome
{
    Done,
    UnknownIncident,
    UnknownStep,
    UnknownTask,
    UnknownCause,
    UnknownCampaign,

    /// <summary>The table of <see cref="PhaseTable"/> has no such way from here.</summary>
    WrongPhase,
    NotAllowed,

    /// <summary>Somebody else approves what a person asked for.</summary>
    OwnApproval,
    StepNotOffered,
    TimeInvalid,

    /// <summary>A level or a status that is none.</summary>
    ValueInvalid,
    StillFiring,
}
