using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>
/// Spending caps of one shard, replayed apart from the book: every redemption counts into what the version in force
/// says, and a till with a connection takes only what was leased. With the pool's grants within each cap, all shards
/// together never take more.
/// </summary>
internal sealed class CapReplay
{
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private string[] _counters = [];

    public IEnumerable<(string Counter, long Received, long Released, long Spent)> Leases =>
        _leases.Select(one => (one.Key, one.Value.Received, one.Value.Released, one.Value.Spent));

    public void Event(EventKind kind, ref EventReader reader, string where)
    {
        if (kind == EventKind.Counted)
        {
            _counters = CapEvents.ReadCounted(ref reader);
            return;
        }

        var (counter, total) = CapEvents.ReadLease(ref reader);
        var lease = Of(counter);
        var before = kind == EventKind.CapLeased ? lease.Received : lease.Released;
        if (total < before) throw DifferenceException.At("I6", where, $"a lease total of {counter} falls");
        if (kind == EventKind.CapLeased) lease.Received = total;
        else lease.Released = total;
        if (kind == EventKind.CapReleased && lease.Idle < 0)
            throw DifferenceException.At("I6", where, $"more of {counter} is given back than was idle");
    }

    /// <summary>Counts a redemption; the answer is what it counts into.</summary>
    public IReadOnlyList<string> Redeem(in RedeemedEvent redeemed, CampaignVersion version, long atMicros, string where)
    {
        var counters = _counters;
        _counters = [];
        var local = TimeZoneInfo.ConvertTimeFromUtc(UnixTime.ToTime(atMicros).UtcDateTime, version.Zone);
        var due = CapCounter.Of(
            version.Definition.Redemption.Caps, System.Text.Encoding.UTF8.GetString(redeemed.Merchant),
            System.Text.Encoding.UTF8.GetString(redeemed.Region), DateOnly.FromDateTime(local));
        if (!due.AsSpan().SequenceEqual(counters))
            throw DifferenceException.At("I6", where,
                $"a redemption counts into [{string.Join(", ", counters)}], the caps say [{string.Join(", ", due)}]");
        foreach (var counter in counters)
        {
            var lease = Of(counter);
            lease.Spent += redeemed.DiscountCents;
            if (redeemed.OfflineMicros == 0 && lease.Idle < 0)
                throw DifferenceException.At("I6", where,
                    $"{lease.Spent} is taken under {counter}, {lease.Received - lease.Released} was leased");
        }

        return counters;
    }

    /// <summary>A refund or an undoing makes room again.</summary>
    public void GiveBack(IReadOnlyList<string> counters, long cents)
    {
        foreach (var counter in counters) Of(counter).Spent -= cents;
    }

    private Lease Of(string counter) =>
        _leases.TryGetValue(counter, out var lease) ? lease : _leases[counter] = new Lease();

    private sealed class Lease
    {
        public long Received { get; set; }

        public long Released { get; set; }

        public long Spent { get; set; }

        public long Idle => Received - Released - Spent;
    }
}
