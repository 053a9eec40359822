namespace Floodgate.Drills.Judging;

/// <summary>What can be seen of a system from outside, or was done to it.</summary>
internal enum SightKind
{
    /// <summary>Subject: the inject's id. The moment it was begun.</summary>
    Inject,

    /// <summary>Subject: the incident's id; detail: its risk.</summary>
    Incident,

    /// <summary>Subject: the person; detail: <see cref="PageDetail"/>; good: the signature holds.</summary>
    Page,

    /// <summary>Subject: server or watch; detail: the return's time, or empty.</summary>
    Notice,

    /// <summary>Subject: server or watch; good: answered.</summary>
    StatusRead,

    /// <summary>Subject: the campaign; detail: its phase.</summary>
    Phase,

    /// <summary>Subject: the holder; good: answered with the voucher in it.</summary>
    WalletRead,

    /// <summary>Subject: the person; the incident shows their acknowledgement.</summary>
    Acknowledged,

    /// <summary>Subject: the step; detail: its phase.</summary>
    Step,

    /// <summary>Subject: the step; detail: what it says it did and measured.</summary>
    StepResult,

    /// <summary>Subject: the incident's risk; detail: the detectors that fire, empty when none does.</summary>
    Firing,

    /// <summary>Subject: the incident; good: nothing is missing; detail: the counts.</summary>
    Timeline,

    /// <summary>Subject: a refusal's code, <c>issued</c> or <c>none</c> (no answer); count in <c>Number</c>.</summary>
    Answers,

    /// <summary>Subject: the invariant; good: it holds; detail: the counts.</summary>
    Invariant,

    /// <summary>Something that happened to the drill itself; for the report.</summary>
    Note,
}

/// <summary>One thing seen.</summary>
/// <param name="At">Seconds from the drill's start.</param>
internal sealed record Sighting(
    double At, SightKind Kind, string Subject = "", string Detail = "", bool Good = true, long Number = 0);

/// <summary>How a page came: <c>mail</c> or <c>webhook</c>, and whether the server or the watch sent it.</summary>
internal static class PageDetail
{
    public static string Of(string channel, string sender) => $"{channel} {sender}";

    public static string Channel(string detail) => detail.Split(' ')[0];

    public static string Sender(string detail) => detail.Split(' ') is [_, var sender] ? sender : "";
}
