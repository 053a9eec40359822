using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Shards;
using Floodgate.Vouchers.Verification;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>A campaign's pool and its shards: what passes between them is the test's to lose or keep.</summary>
internal sealed class CapWorld
{
    private const int TriesMax = 12;
    private readonly List<JournalRow> _rows = [];
    private readonly EventWriter _events = new();

    public CapWorld(CampaignDefinition campaign)
    {
        Pool = new StockPool(new ChainHead(ChainId.Pool(1), 1, 0, JournalRow.FirstHash));
        Define(campaign);
        Shards = [.. Enumerable.Range(0, campaign.Shards).Select(shard => new TillBook(campaign, shard))];
    }

    public StockPool Pool { get; }

    public TillBook[] Shards { get; }

    /// <summary>Shards that do not answer the pool.</summary>
    public HashSet<int> Away { get; } = [];

    public static CampaignDefinition Capped(int shards, params SpendingCap[] caps) =>
        TillBook.Above(TillBook.With(partial: true, rules: one => one with { Caps = caps }), 500) with
        {
            Shards = shards,
        };

    public static SpendingCap Cap(CapKind per, long cents, string? target = null) =>
        new(per, target, new Money(cents, "CNY"));

    /// <summary>Puts a version in force with the pool; shards take it by <see cref="Follow"/>.</summary>
    public void Define(CampaignDefinition campaign)
    {
        var (json, expected) = (CampaignDocument.WriteJson(campaign), Pool.Version?.Number ?? 0);
        var reply = InPool(events => PoolDecision.Apply(Pool, campaign, json, expected, 1, events, 1));
        Assert.Equal(ApplyKind.Applied, reply.Kind);
    }

    /// <summary>The shard takes the pool's version.</summary>
    public void Follow(int shard)
    {
        var version = Pool.Version!;
        var message = new VersionMessage(version.Number, 1, CampaignDocument.WriteJson(version.Definition));
        Shards[shard].Row(events => ShardDecision.Define(Shards[shard].Book, message, events));
    }

    /// <summary>As the shard's owner does it: asks for room until there is some, or none.</summary>
    public RedemptionAnswer Redeem(
        int shard, int voucher, long cents, ulong key, string merchant = "m1", string region = "3301",
        long offline = 0, Func<bool>? lost = null)
    {
        var (till, grant) = (Shards[shard], default(CapGrant));
        var request = till.Request(voucher, $"o{key}", cents, key, store: 1, offline: offline) with
        {
            Origin = new TillOrigin(1, merchant, region, "till-1", RedemptionKind.None, null),
        };
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var answer = till.Row(events =>
            {
                CapDecision.Take(till.Book, grant.To, grant.Reply, events);
                return RedeemDecision.Decide(till.Book, request, events, till.Now);
            });
            if (answer.Kind != RedemptionKind.CapWanted) return answer;
            var wanted = CapDecision.Request(till.Book, answer);
            grant = new CapGrant(wanted, Ask(wanted));
            if (lost?.Invoke() == true) grant = default;
        }

        return RedemptionAnswer.Refuse(RedemptionKind.Overloaded);
    }

    public StockReply Ask(CapRequest request)
    {
        var reply = InPool(events => PoolDecision.GrantCap(Pool, request, events));
        if (!reply.Answered || reply.Piece > 0) return reply;
        var granted = Pool.CapOf(request.Counter).Granted - Pool.CapOf(request.Counter).GrantedTo(request.Shard);
        var all = true;
        for (var shard = 0; shard < Shards.Length; shard++)
            if (shard != request.Shard) all &= Recall(shard, request.Counter) is { Answered: true, Kept: 0 };
        return InPool(events => all ? PoolDecision.GrantCapOrEnd(Pool, request, granted, events)
            : PoolDecision.GrantCap(Pool, request, events));
    }

    /// <summary>A heartbeat of the shard: the pool hears what was taken without a connection.</summary>
    public void Beat(int shard)
    {
        foreach (var request in CapDecision.Owed(Shards[shard].Book, 100))
        {
            var reply = Ask(request);
            Shards[shard].Row(events =>
            {
                CapDecision.Take(Shards[shard].Book, request, reply, events);
                return true;
            });
        }
    }

    public RecallReply Recall(int shard, string counter)
    {
        if (Away.Contains(shard)) return default;
        var (granted, version) = (Pool.CapOf(counter).GrantedTo(shard), PoolDecision.CapVersion(Pool, counter));
        var reply = Shards[shard].Row(events =>
            CapDecision.Recall(Shards[shard].Book, counter, granted, version, events));
        InPool(events => PoolDecision.ReturnCap(Pool, shard, counter, reply, events));
        return reply;
    }

    /// <summary>Taken under a counter, refunds deducted, all shards together.</summary>
    public long Spent(string counter) => Shards.Sum(till =>
        till.Book.Till.Caps.All.TryGetValue(counter, out var lease) ? lease.Spent : 0);

    /// <summary>Every chain as the verifier sees it, and each shard against the pool.</summary>
    public void Verify()
    {
        var pool = new PoolReplay(Pool.Head.Chain);
        foreach (var row in _rows) pool.Take(row);
        for (var shard = 0; shard < Shards.Length; shard++)
            foreach (var (counter, received, released, spent) in Shards[shard].Verify().Till.Caps.Leases)
            {
                Assert.True(received <= pool.CapGranted.GetValueOrDefault((counter, shard)));
                Assert.True(released >= pool.CapReturned.GetValueOrDefault((counter, shard)));
                Assert.Equal(Shards[shard].Book.Till.Caps.Of(counter).Spent, spent);
            }
    }

    private T InPool<T>(Func<EventWriter, T> decide)
    {
        _events.Clear();
        var answer = decide(_events);
        if (_events.Length == 0) return answer;
        var row = JournalRow.Create(Pool.Head, 1, _events.ToArray());
        _rows.Add(row);
        Pool.Advance(row);
        return answer;
    }
}
