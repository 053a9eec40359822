using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices.Face;

/// <summary>What service staff see: what to say, and why people call.</summary>
/// <param name="Notices">What goes on before what is over, the newest first.</param>
/// <param name="MayServe">This person may look callers up and tally.</param>
public sealed record DeskReading(
    DateTimeOffset Now, IReadOnlyList<DeskNoticeReading> Notices, IReadOnlyList<ReasonReading> Reasons, bool MayServe);

/// <param name="State"><c>before-public</c>, <c>public</c> or <c>over</c>.</param>
/// <param name="Say">The words for a caller.</param>
/// <param name="Campaigns">Empty: the whole service.</param>
public sealed record DeskNoticeReading(
    string Incident, int Version, string State, BilingualText Title, BilingualText Say, DateTimeOffset ToldAt,
    DateTimeOffset PublicAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Campaigns);

/// <param name="ByMinute">Calls of the last hour, the newest minute last; empty: none.</param>
public sealed record ReasonReading(string Code, BilingualText Name, IReadOnlyList<int> ByMinute)
{
    public int LastHour => ByMinute.Sum();
}

/// <summary>Whom a look-up is about: one of the two. It is audited with its reason.</summary>
public sealed record CallerQuestion(string Phone, string Voucher, string Reason)
{
    /// <summary>A phone number is not written anywhere.</summary>
    public override string ToString() => nameof(CallerQuestion);
}

/// <summary>The caller, or why nothing is shown.</summary>
public sealed record CallerAnswer(CallerReading? Caller, BilingualText? Refusal);

/// <summary>A caller, masked.</summary>
/// <param name="Affecting">What is wrong with campaigns they hold vouchers of, and what to say.</param>
/// <param name="AsOf">There when a book was closed and an older state answered.</param>
/// <param name="Person">What a grant is made out to; a screen shows no more than its last characters.</param>
public sealed record CallerReading(
    string? Person, IReadOnlyList<HeldReading> Vouchers, IReadOnlyList<DeskNoticeReading> Affecting,
    IReadOnlyList<SentReading> Messages, DateTimeOffset? AsOf);

/// <param name="Number">All but its last characters hidden.</param>
/// <param name="State">
/// <c>held</c>, <c>partlyRedeemed</c>, <c>redeemed</c>, <c>expired</c>, <c>void</c> or <c>frozen</c>.
/// </param>
public sealed record HeldReading(
    string Number, string Campaign, BilingualText Name, string State, Money FaceValue, DateTimeOffset ValidUntil,
    bool Affected);

/// <summary>A message that was sent to the caller.</summary>
public sealed record SentReading(DateTimeOffset At, string Campaign, BilingualText Text);
