using System.Runtime.CompilerServices;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Audit.Trail;

/// <summary>What a search found.</summary>
/// <param name="Next">Where to go on: <see cref="AuditQuestion.Before"/>; null: that was all.</param>
/// <param name="Partial">What other nodes did could not be read: it may be missing.</param>
internal sealed record NodeAuditPage(IReadOnlyList<NodeEntry> Items, long? Next, bool Partial = false);

/// <summary>
/// Searches the trail, the newest first: this node's from its files, those of the others from the database. One of one
/// node goes on before a number; among several it goes on before a time, for numbers are each trail's own.
/// </summary>
/// <param name="folder">Of this node's trail.</param>
/// <param name="options">Limits.</param>
/// <param name="log">For a database that is away.</param>
/// <param name="shared">The trails of the others; null: there are none.</param>
/// <param name="node">This node's name, where there are others.</param>
internal sealed class SharedSearch(
    string folder, AuditOptions options, ILogger<SharedSearch> log, SharedTrails? shared = null, string node = "")
{
    private const int RowsMax = 500;

    /// <summary>An end lies no longer after its beginning, in microseconds.</summary>
    private const long EndsWithin = 60L * 1_000_000;

    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private readonly AuditSearch _alone = new(folder, options);

    public async Task<NodeAuditPage> FindAsync(AuditQuestion question, int limit, CancellationToken cancel)
    {
        if (shared is null)
        {
            var page = _alone.Find(question, limit);
            return new NodeAuditPage([.. page.Items.Select(one => new NodeEntry("", one))], page.Next);
        }

        var partial = false;
        var (items, ended, looked) = (new List<NodeEntry>(), new HashSet<(string, long)>(), 0);
        var start = question.Before == long.MaxValue ? long.MaxValue : question.Before + EndsWithin;
        await foreach (var one in NewestFirstAsync(shared, start, () => partial = true, cancel))
        {
            var (entry, at) = (one.Entry, one.Entry.At.Micros());
            // All of one moment are on one page: the next begins before it.
            if (items.Count >= limit && at < items[^1].Entry.At.Micros())
                return new NodeAuditPage(items, items[^1].Entry.At.Micros(), partial);
            if (entry.Of is { } begun) ended.Add((one.Node, begun));
            if (at >= question.Before) continue;
            if (looked++ >= options.EntriesSearchedMax) return new NodeAuditPage(items, at + 1, partial);
            if (question.From is { } from && entry.At < from.AddMinutes(-1)) break;
            if (entry.Outcome == AuditOutcome.Begun && ended.Contains((one.Node, entry.Number))) continue;
            if (AuditSearch.Matches(entry, question)) items.Add(one);
        }

        return new NodeAuditPage(items, Next: null, partial);
    }

    private async IAsyncEnumerable<NodeEntry> NewestFirstAsync(
        SharedTrails trails, long until, Action away, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var own = TrailReader.NewestFirst(folder, long.MaxValue).Where(one => one.At.Micros() < until)
            .GetEnumerator();
        var ownThere = own.MoveNext();
        await foreach (var other in OthersAsync(trails, until, away, cancel))
        {
            while (ownThere && own.Current.At >= other.Entry.At)
            {
                yield return new NodeEntry(node, own.Current);
                ownThere = own.MoveNext();
            }

            yield return other;
        }

        while (ownThere)
        {
            yield return new NodeEntry(node, own.Current);
            ownThere = own.MoveNext();
        }
    }

    private async IAsyncEnumerable<NodeEntry> OthersAsync(
        SharedTrails trails, long until, Action away, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<(string, long)>();
        while (true)
        {
            IReadOnlyList<NodeEntry> rows;
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                limit.CancelAfter(AnswerMax);
                rows = await trails.OthersAsync(until, RowsMax, limit.Token);
            }
#pragma warning disable CA1031 // This node's own are there without the database; the answer says that others are not.
            catch (Exception fault) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (Storage.LogPace.Allows(SharedLog.NotCopiedId, "read")) SharedLog.NotCopied(log, fault.Message);
                away();
                yield break;
            }

            foreach (var one in rows)
                if (seen.Add((one.Node, one.Entry.Number))) yield return one;
            if (rows.Count < RowsMax) yield break;
            // A moment may go on in the next rows.
            until = rows[^1].Entry.At.Micros() + 1;
        }
    }
}
