using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Emergency.Incidents;

/// <summary>Counts one incident's loss over the campaigns it touches.</summary>
/// <param name="gates">Campaigns, and whom they turned away.</param>
/// <param name="book">The books, for the count that is exact.</param>
/// <param name="clock">How long a book may take to answer.</param>
internal sealed class LossCount(Gates gates, Func<ChainId, IVoucherBookGrain> book, TimeProvider clock)
{
    private const int AskedTogether = 4_096;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);

    /// <summary>Detectors see a fault a moment after people do.</summary>
    private const int BeforeSeconds = 2;

    public async Task<LossCounted> CountAsync(LossNeed need, bool final, CancellationToken cancel)
    {
        var people = new HashSet<PersonId>();
        var (vouchers, amount, estimated, scale) = (0L, 0L, 0L, 1);
        string? currency = null;
        foreach (var gate in gates.All.Where(gate => need.Campaigns.Count == 0 || need.Campaigns.Contains(gate.Id)))
        {
            if (gate.Version is not { } version) continue;
            var refused = gate.TurnedAway.Within(
                need.From.ToUnixTimeSeconds() - BeforeSeconds, need.Until.ToUnixTimeSeconds() + 1);
            var without = await WithoutAsync(gate, refused, final, cancel);
            scale = Math.Max(scale, gate.TurnedAway.Scale);
            estimated += (long)without.Count * gate.TurnedAway.Scale;
            people.UnionWith(without.Select(one => one.Person));
            foreach (var group in without.Where(one => (uint)one.Batch < (uint)version.BatchCount)
                .GroupBy(one => one.Batch))
            {
                var lost = Math.Min((long)group.Count() * gate.TurnedAway.Scale, gate.Remaining(group.Key));
                var face = version.Definition.Batches[group.Key].FaceValue;
                currency ??= face.Currency;
                vouchers += lost;
                if (face.Currency == currency) amount += lost * face.Amount;
            }
        }

        return new LossCounted(
            Math.Round(need.Lost.TotalMinutes, 2), vouchers, currency is null ? null : new Money(amount, currency),
            scale == 1 ? people.Count : estimated, Exact: scale == 1, final,
            need.Unanswered > TimeSpan.Zero ? Math.Round(need.Unanswered.TotalMinutes, 2) : null);
    }

    /// <summary>Those who hold nothing: by the books, or by the gate's filter, which misses one in a hundred.</summary>
    private async Task<List<(PersonId Person, int Batch)>> WithoutAsync(
        CampaignGate gate, List<(PersonId Person, int Batch)> refused, bool exact, CancellationToken cancel)
    {
        var shards = gate.Version!.Definition.Shards;
        var found = new List<(PersonId, int)>();
        foreach (var shard in refused.GroupBy(one => ClaimLanes.ShardOf(one.Person.Value, shards)))
        {
            foreach (var some in shard.Chunk(AskedTogether))
            {
                var held = exact ? await AskAsync(new ChainId(gate.Number, shard.Key), some, cancel) : null;
                for (var i = 0; i < some.Length; i++)
                    if (!(held?[i] ?? gate.Knows(shard.Key, some[i].Person))) found.Add(some[i]);
            }
        }

        return found;
    }

    private async Task<bool[]?> AskAsync(ChainId chain, (PersonId Person, int Batch)[] some, CancellationToken cancel)
    {
        try
        {
            var answer = await book(chain).HoldersAsync([.. some.Select(one => one.Person.Value)])
                .WaitAsync(AnswerMax, clock, cancel);
            return answer?.Length == some.Length ? answer : null;
        }
        catch (Exception fault) when (fault is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return null;
        }
    }
}
