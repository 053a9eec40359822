using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Following;

namespace Floodgate.Vouchers.Pool;

/// <summary>
/// Keeps a campaign's pool open and answers for it. Everything that waits for other books happens here, between
/// commands;
/// the decisions themselves are in <see cref="PoolDecision"/>.
/// </summary>
#pragma warning disable CA1001 // A semaphore that is disposed of forgets who waits for it; undisposed it holds nothing.
internal sealed class PoolOwner(
    int campaign, BookEnvironment environment, Func<ChainId, IVoucherBookGrain> books, CampaignGate gate)
    : BookOwner<StockPool>(ChainId.Pool(campaign), environment)
#pragma warning restore CA1001
{
    private const int ApplyTriesMax = 3;
    private const long Past = -1;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    private int _applying;
    private readonly SemaphoreSlim _recall = new(1);

    /// <summary>Tills do not stand in the claims' line.</summary>
    private readonly SemaphoreSlim _recallCaps = new(1);

    public async Task<JoinReply> JoinAsync(JoinRequest request)
    {
        await WhenOpenAsync();
        return await AskAsync<JoinReply>((pool, events, _) =>
        {
            if (pool.Version is null) return default;
            for (var i = 0; i < Math.Min(request.Released.Length, pool.Batches.Count); i++)
                PoolDecision.Return(pool, request.Shard, i, request.Released[i], events);
            return new JoinReply(
                Known: true,
                [.. pool.Versions.Where(version => version.Number > request.Version).Select(Message)],
                [.. pool.Pauses.All.Select(pause => pause.ToJson())],
                [.. pool.Batches.Select(batch => batch.GrantedTo(request.Shard))],
                [.. pool.Batches.Select(batch => batch.Free)],
                pool.PauseChanges,
                [.. pool.Extensions.All.Skip(request.Extensions).Select(one => one.ToJson())]);
        });
    }

    public async Task<StockReply> RequestStockAsync(StockRequest request)
    {
        // What is called back for a smaller stock must not be out again before that is decided.
        if (!request.Urgent && Volatile.Read(ref _applying) > 0) return default;
        Task<StockReply> GrantAsync() => AskAsync((pool, events, _) => PoolDecision.Grant(pool, request, events));
        if (!request.Urgent) return await GrantAsync();
        return await LeaseAsync(_recall, GrantAsync, () => RecallAsync(request.Batch, except: request.Shard),
            (pool, granted, events) => PoolDecision.GrantOrEnd(pool, request, granted, events));
    }

    /// <summary>Room under a cap. A redemption waits for it, so idle room elsewhere is recalled.</summary>
    public Task<StockReply> RequestCapAsync(CapRequest request) => LeaseAsync(
        _recallCaps, () => AskAsync((pool, events, _) => PoolDecision.GrantCap(pool, request, events)),
        () => RecallCapAsync(request.Counter, except: request.Shard),
        (pool, granted, events) => PoolDecision.GrantCapOrEnd(pool, request, granted, events));

    public async Task<ApplyReply> ApplyAsync(byte[] json, int expected, byte codeKey)
    {
        await WhenOpenAsync();
        if (CampaignDocument.ParseJson(json).Definition is not { } definition) return default;
        ApplyReply reply = default;
        Interlocked.Increment(ref _applying);
        try
        {
            for (var tries = 0; tries < ApplyTriesMax; tries++)
            {
                reply = await AskAsync(
                    (pool, events, now) => PoolDecision.Apply(pool, definition, json, expected, codeKey, events, now),
                    new ApplyReply(ApplyKind.Unavailable, 0, 0));
                // Less stock than is with the shards: what they hold idle comes back first, then it decides again.
                if (reply.Kind != ApplyKind.StockBelowIssued) break;
                await RecallAsync(reply.Batch, except: -1);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _applying);
        }

        if (reply.Kind == ApplyKind.StockBelowIssued) return await BelowIssuedAsync(reply, definition);
        if (reply.Kind == ApplyKind.Applied)
            await AllBooksAsync(book => book.DefineAsync(new VersionMessage(reply.Version, codeKey, json)));
        return reply;
    }

    /// <summary>
    /// True once the pool and every book have journalled it, or if it is past: lifted, or replaced by a later one.
    /// </summary>
    public async Task<bool> PauseAsync(byte[] json)
    {
        await WhenOpenAsync();
        var pause = Pause.FromJson(json);
        // The pool first: its count of changes tells books which word about pauses is the newer one.
        var stamp = await AskAsync((pool, events, _) =>
            pool.IsPast(pause) ? Past : PoolDecision.Pause(pool, pause, events) ? pool.PauseChanges : 0);
        if (stamp == Past) return true;
        return stamp > 0 && await AllBooksAsync(book => book.PauseAsync(json, stamp));
    }

    public async Task<bool> ResumeAsync(string key, string reason, string actor, long ifStamp)
    {
        await WhenOpenAsync();
        var stamp = await AskAsync((pool, events, _) => ifStamp >= 0 && ifStamp != pool.PauseChanges ? 0
            : PoolDecision.Resume(pool, key, reason, actor, events) ? pool.PauseChanges : 0);
        return stamp > 0 && await AllBooksAsync(book => book.ResumeAsync(key, reason, actor, stamp));
    }

    /// <summary>Everywhere once the pool and every book have journalled it; a book that is away follows.</summary>
    public async Task<ExtendKind> ExtendAsync(byte[] json)
    {
        await WhenOpenAsync();
        var extension = Extension.FromJson(json);
        var step = await AskAsync((pool, events, _) => PoolDecision.Extend(pool, extension, events));
        if (step.Kind != ExtendKind.Everywhere) return step.Kind;
        // As the pool has it: the same run asked twice may differ in its time.
        var journalled = step.Extension!.ToJson();
        return await AllBooksAsync(book => book.ExtendAsync(step.Number, journalled))
            ? ExtendKind.Everywhere : ExtendKind.Partly;
    }

    public async Task<PoolFigures> FiguresAsync()
    {
        await WhenOpenAsync();
        var figures = await AskAsync((pool, _, _) => new PoolFigures(
            Answered: true, pool.Head.Position,
            [.. pool.Versions.Select(Message)],
            [.. pool.Pauses.All.Select(pause => pause.ToJson())],
            [.. pool.Batches.Select(batch => batch.Stock)],
            [.. pool.Batches.Select(batch => batch.Free)],
            null));
        return figures.Answered ? figures : figures with { Damage = Damage };
    }

    /// <summary>For gates on other nodes: the books do not need it, so it does not wait for an opening.</summary>
    public async Task<PoolFacts> FactsAsync(int version, int extensions)
    {
        var facts = await AskAsync((pool, _, _) =>
        {
            var versions = pool.Versions.Where(one => one.Number > version).ToArray();
            return new PoolFacts(
                Answered: true, pool.Head.Epoch, pool.Head.Position,
                [.. versions.Select(Message)], [.. versions.Select(one => one.AppliedMicros)],
                [.. pool.Pauses.All.Select(pause => pause.ToJson())],
                [.. pool.Extensions.All.Skip(extensions).Select(one => one.ToJson())], null,
                pool.PauseChanges);
        });
        return facts.Answered ? facts : facts with { Damage = Damage };
    }

    public override void Settled(in RoundFigures round)
    {
        if (Book is { } pool) Publish(pool);
    }

    protected override StockPool Load(ChainHead head)
    {
        var pool = new StockPool(new ChainHead(head.Chain, head.Epoch, 0, JournalRow.FirstHash));
        Replay(pool, head);
        return pool;
    }

    protected override Task<bool> JoinAsync(StockPool book, BookWriter writer)
    {
        Publish(book);
        if (Environment.Journal.NeedsHold) _ = Environment.Run(() => BeatAsync(writer));
        return Task.FromResult(true);
    }

    /// <summary>
    /// A pool that has lost its chain and that nobody asks any more finds out by itself: an answer that is held says
    /// so. A book asks itself what to join with every two seconds, which is as good.
    /// </summary>
    private async Task BeatAsync(BookWriter writer)
    {
        while (!writer.IsClosed)
        {
            await Task.Delay(Heartbeat, Environment.Clock);
            writer.TryEnqueue(new BookQuestion<StockPool, bool>((_, _, _) => true, false));
        }
    }

    protected override void OnDamaged(string damage) => gate.Damage ??= damage;

    private void Publish(StockPool pool)
    {
        if (pool.Version is null) return;
        gate.Publish(new CampaignFacts(
            new FactsStamp(pool.Head.Epoch, pool.Head.Position), pool.Pauses, pool.PauseChanges,
            pool.Versions, pool.Extensions));
    }

    private static VersionMessage Message(CampaignVersion version) =>
        new(version.Number, version.CodeKey, CampaignDocument.WriteJson(version.Definition));

    /// <summary>A grant; where nothing is free, what lies idle with the others is called back first.</summary>
    private async Task<StockReply> LeaseAsync(
        SemaphoreSlim turn, Func<Task<StockReply>> grant, Func<Task<long?>> recall,
        Func<StockPool, long, EventWriter, StockReply> grantOrEnd)
    {
        var reply = await grant();
        if (!reply.Answered || reply.Piece > 0) return reply;
        // One recall at a time: those who waited look again at the pool first.
        await turn.WaitAsync();
        try
        {
            reply = await grant();
            if (!reply.Answered || reply.Piece > 0) return reply;
            return await recall() is { } granted
                ? await AskAsync((pool, events, _) => grantOrEnd(pool, granted, events)) : await grant();
        }
        finally
        {
            turn.Release();
        }
    }

    private Task<long?> RecallAsync(int batch, int except) => RecallAsync(
        except, (pool, shard) => (pool.Batches[batch].GrantedTo(shard), pool.Version!.Number),
        (book, granted) => book.RecallAsync(batch, granted.Total),
        (pool, shard, reply, events) => PoolDecision.Return(pool, shard, batch, reply.Released, events));

    private Task<long?> RecallCapAsync(string counter, int except) => RecallAsync(
        except, (pool, shard) => (pool.CapOf(counter).GrantedTo(shard), PoolDecision.CapVersion(pool, counter)),
        (book, granted) => book.RecallCapAsync(counter, granted.Total, granted.Version),
        (pool, shard, reply, events) => PoolDecision.ReturnCap(pool, shard, counter, reply, events));

    /// <summary>
    /// Recalls idle leases of one thing. The answer is the total granted to the other books when it began; null unless
    /// every one of them had none left then and the returns are journalled.
    /// </summary>
    private async Task<long?> RecallAsync(
        int except, Func<StockPool, int, (long Total, int Version)> grantedTo,
        Func<IVoucherBookGrain, (long Total, int Version), Task<RecallReply>> recall,
        Func<StockPool, int, RecallReply, EventWriter, bool> giveBack)
    {
        if (gate.Version is not { } version) return null;
        var shards = Enumerable.Range(0, version.Definition.Shards).Where(shard => shard != except).ToArray();
        var granted = await AskAsync<(long Total, int Version)[]?>(
            (pool, _, _) => [.. shards.Select(shard => grantedTo(pool, shard))]);
        if (granted is null) return null;
        var replies = await Task.WhenAll(shards.Select((shard, i) => RecallOneAsync(shard, granted[i], recall)));
        var journalled = await AskAsync((pool, events, _) =>
        {
            for (var i = 0; i < shards.Length; i++)
                if (replies[i].Answered) giveBack(pool, shards[i], replies[i], events);
            return true;
        });
        return journalled && replies.All(reply => reply is { Answered: true, Kept: 0 })
            ? granted.Sum(one => one.Total) : null;
    }

    private async Task<RecallReply> RecallOneAsync(
        int shard, (long Total, int Version) granted,
        Func<IVoucherBookGrain, (long Total, int Version), Task<RecallReply>> recall)
    {
        try
        {
            return await recall(books(new ChainId(Chain.Campaign, shard)), granted);
        }
#pragma warning disable CA1031 // A book that cannot be reached has not answered; nothing more is concluded from it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(Environment.Log, "recall of idle leases", fault.Message);
            return default;
        }
    }

    private async Task<ApplyReply> BelowIssuedAsync(ApplyReply reply, CampaignDefinition definition)
    {
        var figures = await Task.WhenAll(Enumerable.Range(0, gate.Version!.Definition.Shards)
            .Select(shard => books(new ChainId(Chain.Campaign, shard)).FiguresAsync()));
        var issued = figures.Sum(shard => reply.Batch < shard.Issued?.Length ? shard.Issued[reply.Batch] : 0);
        var moving = figures.Any(shard => !shard.Answered) || issued <= definition.Batches[reply.Batch].Stock;
        return moving ? reply with { Kind = ApplyKind.StockMoving } : reply;
    }

    private async Task<bool> AllBooksAsync(Func<IVoucherBookGrain, Task<bool>> ask)
    {
        if (gate.Version is not { } version) return false;
        var answers = await Task.WhenAll(Enumerable.Range(0, version.Definition.Shards).Select(async shard =>
        {
            try
            {
                return await ask(books(new ChainId(Chain.Campaign, shard)));
            }
#pragma warning disable CA1031 // Not reached is 'not done': the book asks the pool again by itself.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                StorageLog.BackgroundFailed(Environment.Log, "telling a book", fault.Message);
                return false;
            }
        }));
        return answers.All(answer => answer);
    }

    private Task<T?> AskAsync<T>(Func<StockPool, EventWriter, long, T?> decide) => AskAsync(decide, default);

    private Task<T?> AskAsync<T>(Func<StockPool, EventWriter, long, T?> decide, T? unanswered)
    {
        var question = new BookQuestion<StockPool, T?>(decide, unanswered);
        return TryEnqueue(question) ? question.Answer : Task.FromResult(unanswered);
    }
}
