using System.Collections.Concurrent;
using Floodgate.Admission;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Vouchers.Placement;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Shards;
using Floodgate.Vouchers.Snapshots;

namespace Floodgate.Vouchers;

/// <summary>
/// What this node needs to keep books: journal, writer, gates, keys, snapshots; and the way from an id to a grain.
/// Grains
/// and the node's start ask it for owners; nothing here is about one campaign.
/// </summary>
internal sealed class VoucherNode(
    BookEnvironment environment, Gates gates, SnapshotStore snapshots, KeyRing keys, IGrainFactory grains)
    : IDisposable
{
    private readonly SemaphoreSlim _registering = new(1);

    /// <summary>Finding a grain's interface by name costs more than the call.</summary>
    private readonly ConcurrentDictionary<ChainId, IVoucherBookGrain> _books = new();

    public BookEnvironment Environment => environment;

    public Gates Gates => gates;

    public KeyRing Keys => keys;

    public SnapshotStore Snapshots => snapshots;

    /// <summary>The books that live on this node.</summary>
    public OwnBooks Own { get; } = new();

    /// <summary>Several nodes have the store together; else every book is here.</summary>
    public bool IsShared => environment.Journal.NeedsHold;

    public IVoucherBookGrain Book(ChainId chain) => _books.GetOrAdd(
        chain, static (one, from) => from.GetGrain<IVoucherBookGrain>(one.Value), grains);

    public IStockPoolGrain Pool(int campaign) => grains.GetGrain<IStockPoolGrain>(campaign);

    /// <summary>A campaign is known whose pool has not been read yet.</summary>
    public bool HasUnread => gates.All.Any(gate => gate.Version is null && gate.Damage is null);

    /// <summary>Every shard's chain of every campaign that can be asked.</summary>
    public IEnumerable<ChainId> Chains(bool withDamaged = false) => gates.All
        .Where(gate => gate.Version is not null && (withDamaged || gate.Damage is null))
        .SelectMany(gate => Enumerable.Range(0, gate.Version!.Definition.Shards)
            .Select(shard => new ChainId(gate.Number, shard)));

    /// <summary>Whether it is this node that looks after the book in the background.</summary>
    public bool Keeps(ChainId chain) => !IsShared || Own.Has(chain);

    /// <summary>Opens the book where its home is, if it is not open; answers whether it is.</summary>
    public async Task<bool> EnsureOpenAsync(ChainId chain) =>
        chain.IsPool ? (await Pool(chain.Campaign).FiguresAsync()).Answered : await Book(chain).EnsureOpenAsync();

    public ShardOwner OwnerOf(ChainId chain) =>
        new(chain, environment, Pool(chain.Campaign), GateOf(chain.Campaign), snapshots);

    public PoolOwner OwnerOf(int campaign) => new(campaign, environment, Book, GateOf(campaign));

    /// <summary>
    /// The gate of a campaign, known or new; its number is journalled at first sight. Null: no number is left.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The journal refused.</exception>
    public async Task<CampaignGate?> RegisterAsync(string id)
    {
        if (gates.Find(id) is { } known) return known;
        await _registering.WaitAsync();
        try
        {
            if (gates.Find(id) is { } meanwhile) return meanwhile;
            return environment.Journal.Register(id) is > 0 and var number ? gates.Add(number, id) : null;
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <summary>Adds the gates of all campaigns in the journal.</summary>
    public void FindCampaigns()
    {
        foreach (var (number, id) in environment.Journal.Campaigns()) gates.Add(number, id);
    }

    public void Dispose() => _registering.Dispose();

    private CampaignGate GateOf(int campaign)
    {
        if (gates.Find(campaign) is { } gate) return gate;
        FindCampaigns();
        return gates.Find(campaign) ?? throw new InvalidOperationException(
            $"campaign {campaign} is not in the journal");
    }
}
