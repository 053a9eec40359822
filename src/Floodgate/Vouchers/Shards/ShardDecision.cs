using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Vouchers.Shards;

/// <summary>
/// How a shard's book follows its pool: each step applied at once, and nothing journalled that changes nothing.
/// </summary>
internal static class ShardDecision
{
    public static bool Define(VoucherBook book, in VersionMessage version, EventWriter events)
    {
        if (version.Number <= (book.Version?.Number ?? 0)) return true;
        if (CampaignDocument.ParseJson(version.Json).Definition is not { } definition) return false;
        BookEvents.Defined(events, version.Number, version.CodeKey, version.Json);
        var before = book.Version?.Definition.Redemption.Caps ?? [];
        book.Define(new CampaignVersion(version.Number, version.CodeKey, definition));
        if (!before.SequenceEqual(definition.Redemption.Caps)) CapDecision.GiveBack(book, events);
        return true;
    }

    public static bool Pause(VoucherBook book, Pause pause, EventWriter events)
    {
        if (book.Pauses.All.Contains(pause)) return true;
        BookEvents.Paused(events, pause);
        book.Pause(pause);
        return true;
    }

    public static bool Resume(VoucherBook book, string key, string reason, string actor, EventWriter events)
    {
        BookEvents.Resumed(events, key, reason, actor);
        book.Resume(key.Length == 0 ? null : key);
        return true;
    }

    /// <summary>In the pool's order and each once; false: one before it is missing here.</summary>
    public static bool Extend(VoucherBook book, int number, byte[] json, EventWriter events)
    {
        if (number != book.Extensions.Count + 1) return number <= book.Extensions.Count;
        book.Extend(Extension.FromJson(json));
        BookEvents.Extended(events, json);
        return true;
    }

    /// <summary>Makes the book's pauses those of the pool: on recovery its first row.</summary>
    public static void Match(VoucherBook book, byte[][] pauses, EventWriter events)
    {
        var wanted = pauses.Select(json => Campaigns.Pause.FromJson(json)).ToArray();
        foreach (var gone in book.Pauses.All.Where(pause =>
            !Array.Exists(wanted, other => other.Key == pause.Key)).ToArray())
            Resume(book, gone.Key, "resumed while this book was away", "pool", events);
        foreach (var pause in wanted) Pause(book, pause, events);
    }

    public static void Receive(VoucherBook book, int batch, long granted, EventWriter events)
    {
        var stock = book.Stock[batch];
        if (granted <= stock.Received) return;
        BookEvents.Lease(events, EventKind.Leased, batch, granted);
        stock.Receive(granted);
    }

    /// <summary>Receives what was granted, then gives back all that no waiting claim of this shard will take.</summary>
    public static RecallReply Recall(VoucherBook book, int batch, long granted, EventWriter events)
    {
        if ((uint)batch >= (uint)book.Stock.Count) return default;
        Receive(book, batch, granted, events);
        var stock = book.Stock[batch];
        var spare = Math.Max(0, stock.Idle - stock.Waiting);
        if (spare > 0)
        {
            BookEvents.Lease(events, EventKind.Released, batch, stock.Released + spare);
            stock.Release(stock.Released + spare);
        }

        return new RecallReply(Answered: true, stock.Released, stock.Idle);
    }
}
