using System.Collections.Concurrent;
using System.Text.Json;
using Floodgate.Admission;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// What incidents cost, while they last and afterwards: minutes, people refused because of them who hold nothing, the
/// vouchers these people did not get, and their worth. Counted from memory while it lasts, and by the books an hour
/// after the return.
/// </summary>
internal sealed class LossDesk(
    ControlRoom room, Gates gates, LossCount count, LossFiles files, TimeProvider clock, ILogger<LossDesk> log,
    RoomLead? lead = null)
    : BackgroundService
{
    /// <summary>The people of an incident are asked after once more so long after the return.</summary>
    public static readonly TimeSpan FinalAfter = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(5);

    /// <summary>Refusals come before the incident that explains them.</summary>
    private const int KeptSeconds = 120;

    private readonly ConcurrentDictionary<string, LossCounted> _live = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<IReadOnlyDictionary<string, LossCounted>> _ofOthers = [];
    private bool _keeping;

    /// <summary>As it stands now, over all nodes; null: nothing was counted of this incident.</summary>
    public LossCounted? Of(string incident) =>
        _live.TryGetValue(incident, out var own)
            ? _ofOthers.Select(node => node.GetValueOrDefault(incident)).OfType<LossCounted>().Aggregate(own, Sum)
            : null;

    /// <summary>What this node has counted of its own traffic, by incident.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, LossCounted>(_live, StringComparer.Ordinal), JsonSerializerOptions.Web);

    /// <summary>One round, for the loop and for tests.</summary>
    public async Task StepAsync(CancellationToken cancel)
    {
        var needs = await room.ReadAsync(state => state.Incidents.Values.Where(IsCounted).Select(NeedOf).ToArray());
        foreach (var gone in _live.Keys.Except(needs.Select(need => need.Incident)).ToArray())
            _live.TryRemove(gone, out _);
        Keep(needs.Length > 0);
        if (needs.Length > 0) await AskOthersAsync();
        foreach (var need in needs) await CountAsync(need, cancel);
    }

    /// <summary>
    /// Everybody asks: the desks of all nodes show the whole. Somebody refused at two nodes counts twice, so that a
    /// sum is an estimate.
    /// </summary>
    private async Task AskOthersAsync()
    {
        if (lead is not { IsAlone: false }) return;
        var answers = await lead.AskAllAsync(node => node.LossesAsync(), AnswerMax);
        var said = new List<IReadOnlyDictionary<string, LossCounted>>();
        foreach (var answer in answers)
            if (answer.Said is { } json && JsonSerializer.Deserialize<Dictionary<string, LossCounted>>(
                json, JsonSerializerOptions.Web) is { } losses) said.Add(losses);
        _ofOthers = said;
    }

    /// <summary>Of one incident at two nodes.</summary>
    internal static LossCounted Sum(LossCounted own, LossCounted other) => other.People == 0 ? own : own with
    {
        People = own.People + other.People,
        Vouchers = own.Vouchers + other.Vouchers,
        Subsidy = own.Subsidy is not { } money ? other.Subsidy
            : other.Subsidy is { } more && more.Currency == money.Currency
                ? money with { Amount = money.Amount + more.Amount } : money,
        Exact = own.People == 0 && other.Exact,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var gate in gates.All) files.Load(gate);
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await StepAsync(stoppingToken);
                }
#pragma warning disable CA1031 // Counted again in two seconds; nobody waits for it.
                catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    IncidentsLog.WorkFailed(log, "counting the loss", fault.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private bool IsCounted(Incident incident)
    {
        // Counted where it goes on.
        if (incident.JoinedInto is not null) return false;
        if (incident.IsLive || incident.RestoredAt is not { } back) return incident.IsLive;
        return incident.LossAt is not { } at || at < back || incident.Loss is not { Final: true };
    }

    private LossNeed NeedOf(Incident incident)
    {
        var lost = LostTime.Of(incident, null, clock.GetUtcNow());
        return new LossNeed(
            incident.Id, [.. incident.Campaigns], lost.From, incident.RestoredAt ?? clock.GetUtcNow(), lost.Sum,
            incident.RestoredAt, incident.LossAt)
        {
            Unanswered = incident.UnansweredFor,
        };
    }

    private async Task CountAsync(LossNeed need, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var final = need.RestoredAt is { } back && now - back >= FinalAfter;
        var loss = await count.CountAsync(need, final, cancel);
        _live[need.Incident] = loss;
        var due = need.RestoredAt is { } at && now - at >= FirstAfter && (need.CountedAt is not { } told || told < at);
        // The node that leads writes it down.
        if ((due || final) && lead is null or { Leads: true })
            room.TryTell(decider => decider.CountLoss(need.Incident, Of(need.Incident) ?? loss));
    }

    private void Keep(bool needed)
    {
        foreach (var gate in gates.All)
        {
            if (needed && _keeping) files.Append(gate);
            else if (needed) files.Begin(gate);
            else if (_keeping) files.Drop(gate);
            if (needed) continue;
            gate.TurnedAway.TakeFresh();
            gate.TurnedAway.Forget(clock.GetUtcNow().ToUnixTimeSeconds() - KeptSeconds);
        }

        _keeping = needed;
    }
}

/// <summary>What is to be counted of one incident.</summary>
/// <param name="Campaigns">None: all.</param>
internal sealed record LossNeed(
    string Incident, IReadOnlyList<string> Campaigns, DateTimeOffset From, DateTimeOffset Until, TimeSpan Lost,
    DateTimeOffset? RestoredAt, DateTimeOffset? CountedAt)
{
    /// <summary>So long no server ran: nobody can say who came.</summary>
    public TimeSpan Unanswered { get; init; }
}
