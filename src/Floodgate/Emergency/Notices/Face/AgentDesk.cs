using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Admission;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices.Face;

/// <summary>The service desk for the console. Who may look callers up is asked with each look-up.</summary>
public sealed class AgentDesk
{
    private static readonly string[] Servers = [Roles.Service, Roles.Admin];

    private static readonly BilingualText NotAllowed = new(
        "只有客服可以查询来电人和登记来电，什么都没有查。请联系客服组长。",
        "Only service staff look callers up and tally calls; nothing was looked at. Ask the head of customer service.");

    private readonly ServiceDesk _desk;
    private readonly CallTallies _tallies;
    private readonly CallCounter _counter;
    private readonly CallerLookup _lookup;
    private readonly Gates _gates;
    private readonly TimeProvider _clock;

    internal AgentDesk(
        ServiceDesk desk, CallTallies tallies, CallCounter counter, CallerLookup lookup, Gates gates,
        TimeProvider clock) =>
        (_desk, _tallies, _counter, _lookup, _gates, _clock) = (desk, tallies, counter, lookup, gates, clock);

    /// <summary>From memory: it is there when the storage is not.</summary>
    public DeskReading Read(ClaimsPrincipal user)
    {
        var (now, minutes) = (_clock.GetUtcNow(), _tallies.Minutes());
        return new DeskReading(
            now, [.. _desk.Notices.OrderBy(one => !_desk.IsLive(one)).Select(one => Reading(one, now))],
            [.. CallReason.All.Select(one => new ReasonReading(
                one.Code, one.Name, minutes.GetValueOrDefault(one.Code) ?? []))], MayServe(user));
    }

    public async Task<CallerAnswer> LookUpAsync(CallerQuestion asked, ClaimsPrincipal user)
    {
        if (!MayServe(user)) return new(null, NotAllowed);
        var body = new LookupRequestBody(asked.Reason, Kept(asked.Phone), Voucher: Kept(asked.Voucher));
        return await _lookup.AskAsync(body, user, null, CancellationToken.None) switch
        {
            LookupOutcome.Found found => new(Reading(found.View), null),
            LookupOutcome.Invalid fault => new(null, Words(fault.Pointer)),
            LookupOutcome.TooFast fast => new(null, TooFast(fast.Wait)),
            _ => new(null, new(
                "现在无法记录这次查询，所以没有查。已领的券不受影响；请稍后再试，先用上面的话术回答。",
                "The look-up cannot be recorded now, so nothing was looked at. Vouchers are safe. Answer with the " +
                "words above and try again soon.")),
        };
    }

    /// <param name="reason">A code of <see cref="ReasonReading"/>.</param>
    /// <param name="incident">That the call was about, when the agent knows.</param>
    /// <returns>Null: it is counted.</returns>
    public BilingualText? Tally(string reason, string? incident, ClaimsPrincipal user)
    {
        if (!MayServe(user)) return NotAllowed;
        var outcome = _counter.Take(new TallyRequestBody(reason, incident), Agent.Of(user));
        if (outcome.Wait is { } wait) return TooFast(wait);
        return outcome.Fault?.Refusal.InWords();
    }

    private CallerReading Reading(CallerView view)
    {
        var now = _clock.GetUtcNow();
        return new CallerReading(
            view.Person?.ToString(),
            [.. view.Vouchers(_gates, now).Select(one => new HeldReading(
                one.Number, one.Campaign, one.Name, one.State, one.FaceValue, one.ValidUntil, one.Affected))],
            [.. view.Affecting.Select(one => Reading(one, now))],
            [.. view.Messages.Select(one => new SentReading(one.At, one.Campaign, one.Text))], view.Wallet.AsOf);
    }

    private DeskNoticeReading Reading(DeskNotice notice, DateTimeOffset now) => new(
        notice.Incident, notice.Version, _desk.StateOf(notice, now), notice.Title, notice.Say, notice.ToldAt,
        notice.PublicAt, notice.EndedAt, notice.Campaigns);

    private static bool MayServe(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && Servers.Any(role => user.HasClaim(ClaimTypes.Role, role));

    private static string? Kept(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static BilingualText TooFast(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return new($"太快了，请等 {seconds} 秒再试。", $"That was fast: wait {seconds} s, then try again.");
    }

    private static BilingualText Words(string pointer) => pointer switch
    {
        "/reason" => new("请先选择来电原因：每次查询都会记录原因。", "Choose why they call first: each look-up is recorded with it."),
        "/phone" => new("这不是手机号：请核对数字。", "This is no phone number: check the digits."),
        "/voucher" => new("这不是券号或券码：请请来电人再读一遍。", "This is no voucher's number or code: have it read again."),
        _ => new("请填写手机号或券号，只填一个。", "Give a phone number or a voucher, one of them."),
    };
}
