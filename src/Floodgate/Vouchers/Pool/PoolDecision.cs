using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Pool;

/// <summary>The pool's decisions: pure functions of pool and command whose events are applied at once.</summary>
internal static class PoolDecision
{
    /// <summary>
    /// Takes back what the shard has released, then grants a piece: all with one shard, else a share that shrinks as
    /// the pool drains.
    /// </summary>
    public static StockReply Grant(StockPool pool, in StockRequest request, EventWriter events)
    {
        if ((uint)request.Batch >= (uint)pool.Batches.Count) return default;
        Return(pool, request.Shard, request.Batch, request.Released, events);
        var batch = pool.Batches[request.Batch];
        var piece = batch.Shards == 1 ? batch.Free : (batch.Free + (2L * batch.Shards) - 1) / (2L * batch.Shards);
        if (piece > 0)
        {
            var total = batch.GrantedTo(request.Shard) + piece;
            BookEvents.Share(events, EventKind.Granted, request.Batch, request.Shard, total);
            batch.Grant(request.Shard, total);
        }

        return new StockReply(Answered: true, batch.GrantedTo(request.Shard), Exhausted: false, piece);
    }

    /// <summary>
    /// A grant after a recall. Nothing is left only if no other book was granted anything since the recall began: what
    /// it was granted it may hold idle.
    /// </summary>
    public static StockReply GrantOrEnd(
        StockPool pool, in StockRequest request, long grantedToOthers, EventWriter events)
    {
        var reply = Grant(pool, request, events);
        if (!reply.Answered || reply.Piece > 0) return reply;
        var batch = pool.Batches[request.Batch];
        return reply with { Exhausted = batch.Granted - batch.GrantedTo(request.Shard) == grantedToOthers };
    }

    public static bool Return(StockPool pool, int shard, int batch, long released, EventWriter events)
    {
        if (released <= pool.Batches[batch].ReturnedBy(shard)) return true;
        BookEvents.Share(events, EventKind.Returned, batch, shard, released);
        pool.Batches[batch].Return(shard, released);
        return true;
    }

    /// <summary>
    /// Room under a cap: never less than is missing, else a share that shrinks. Where less is free nothing is granted:
    /// it may be enough for another. What another shard has taken beyond its leases is not free.
    /// </summary>
    public static StockReply GrantCap(StockPool pool, in CapRequest request, EventWriter events)
    {
        if (pool.Version is not { } version
            || CapCounter.Limit(version.Definition.Redemption.Caps, request.Counter) is not { } limit) return default;
        ReturnCap(pool, request.Shard, request.Counter, request.Released, events);
        var cap = pool.CapOf(request.Counter);
        if (request.Owed) cap.Owe(request.Shard, request.Cents);
        var free = limit - cap.Outstanding - cap.OwedByOthers(request.Shard);
        var share = cap.Shards == 1 ? free : (free + (2L * cap.Shards) - 1) / (2L * cap.Shards);
        var piece = request.Owed ? Math.Clamp(free, 0, request.Cents)
            : free >= request.Cents ? Math.Max(share, request.Cents) : 0;
        if (piece > 0)
        {
            var total = cap.GrantedTo(request.Shard) + piece;
            CapEvents.Share(events, EventKind.CapGranted, request.Counter, request.Shard, total);
            pool.GrantCap(request.Counter, request.Shard, total);
            if (request.Owed) cap.Owe(request.Shard, request.Cents - piece);
        }

        return new StockReply(
            Answered: true, cap.GrantedTo(request.Shard), Exhausted: false, piece, CapVersion(pool, request.Counter));
    }

    /// <summary>
    /// Under which version what is out under a cap is in order; 0: the cap was lowered below it, so a shard hands back
    /// what it hears of.
    /// </summary>
    public static int CapVersion(StockPool pool, string counter)
    {
        var limit = CapCounter.Limit(pool.Version!.Definition.Redemption.Caps, counter) ?? 0;
        return pool.CapOf(counter).Outstanding <= limit ? pool.Version.Number : 0;
    }

    /// <summary>As <see cref="GrantOrEnd"/>, for a cap.</summary>
    public static StockReply GrantCapOrEnd(
        StockPool pool, in CapRequest request, long grantedToOthers, EventWriter events)
    {
        var reply = GrantCap(pool, request, events);
        if (!reply.Answered || reply.Piece > 0) return reply;
        var cap = pool.CapOf(request.Counter);
        return reply with { Exhausted = cap.Granted - cap.GrantedTo(request.Shard) == grantedToOthers };
    }

    /// <summary>What a recall brought back, and what the shard still owes.</summary>
    public static bool ReturnCap(
        StockPool pool, int shard, string counter, in RecallReply reply, EventWriter events)
    {
        pool.CapOf(counter).Owe(shard, reply.Owed);
        return ReturnCap(pool, shard, counter, reply.Released, events);
    }

    public static bool ReturnCap(StockPool pool, int shard, string counter, long released, EventWriter events)
    {
        var cap = pool.CapOf(counter);
        if (released <= cap.ReturnedBy(shard)) return true;
        CapEvents.Share(events, EventKind.CapReturned, counter, shard, released);
        cap.Return(shard, released);
        return true;
    }

    /// <summary>
    /// The next version, if it replaces the one expected and no batch's stock falls below what is with the shards.
    /// </summary>
    public static ApplyReply Apply(StockPool pool, CampaignDefinition definition, byte[] json, int expected,
        byte codeKey, EventWriter events, long nowMicros)
    {
        var current = pool.Version?.Number ?? 0;
        // Asked again after a commit whose outcome nobody knew, and it was durable: it stands already.
        if (current == expected + 1
            && CampaignDocument.WriteJson(pool.Version!.Definition).AsSpan().SequenceEqual(json))
            return new ApplyReply(ApplyKind.Applied, current, 0);
        // Vouchers name their version in 16 bits.
        if (current != expected || current == ushort.MaxValue)
            return new ApplyReply(ApplyKind.VersionConflict, current, 0);
        for (var i = 0; i < pool.Batches.Count; i++)
            if (definition.Batches[i].Stock < pool.Batches[i].Outstanding)
                return new ApplyReply(ApplyKind.StockBelowIssued, current, i);
        BookEvents.Defined(events, current + 1, codeKey, json);
        pool.Define(new CampaignVersion(current + 1, codeKey, definition, nowMicros));
        return new ApplyReply(ApplyKind.Applied, current + 1, 0);
    }

    /// <summary>Journals an extension, each run once; the answer is its number and how it was journalled.</summary>
    public static ExtendStep Extend(StockPool pool, Extension extension, EventWriter events)
    {
        var number = pool.Extensions.NumberOf(extension.Run);
        if (number > 0) return new ExtendStep(ExtendKind.Everywhere, number, pool.Extensions.All[number - 1]);
        if (pool.Version is null) return default;
        if (pool.Extensions.Count >= Extension.CampaignMax) return new ExtendStep(ExtendKind.TooMany, 0, null);
        BookEvents.Extended(events, extension.ToJson());
        pool.Extend(extension);
        return new ExtendStep(ExtendKind.Everywhere, pool.Extensions.Count, extension);
    }

    public static bool Pause(StockPool pool, Pause pause, EventWriter events)
    {
        if (pool.Pauses.All.Contains(pause)) return true;
        BookEvents.Paused(events, pause);
        pool.Pause(pause);
        return true;
    }

    public static bool Resume(StockPool pool, string key, string reason, string actor, EventWriter events)
    {
        BookEvents.Resumed(events, key, reason, actor);
        pool.Resume(key.Length == 0 ? null : key);
        return true;
    }
}

/// <summary>What the pool made of an extension: its number and content, which every book gets as they are.</summary>
internal readonly record struct ExtendStep(ExtendKind Kind, int Number, Extension? Extension);
