using System.Collections.Concurrent;
using System.Text;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Receipts;

/// <summary>What asking again has shown. <paramref name="First"/> names the first difference, or is null.</summary>
internal sealed record ReceiptCheckResult(int Asked, int Found, int Missing, int Changed, int Unreachable,
    string? First)
{
    public bool Holds => Found == Asked;
}

/// <summary>
/// Asks the server again for every receipt, the way its holder would: ticket, pass, the claim with the same key,
/// which must answer 200 and say the same. It can give nobody a new voucher unnoticed: a 201 is counted as missing.
/// </summary>
internal sealed class ReceiptCheck(Uri server, DrillsOptions options, Func<string, ValueTask<byte[]>> tokenOf,
    TimeProvider clock)
{
    private int _found;
    private int _missing;
    private int _changed;
    private int _unreachable;
    private string? _first;

    public int Done => _found + _missing + _changed + _unreachable;

    public async Task<ReceiptCheckResult> RunAsync(IReadOnlyCollection<Receipt> receipts)
    {
        var queue = new ConcurrentQueue<Receipt>(receipts);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.RecheckParallel, receipts.Count))
            .Select(_ => Task.Run(async () =>
        {
            using var line = new HttpLine(server, TimeSpan.FromSeconds(options.AnswerSecondsMax),
                options.AnswerBytesMax);
            // A server that is gone is gone for all: the rest is counted, not waited for.
            while (queue.TryDequeue(out var receipt))
                if (Volatile.Read(ref _unreachable) > options.RecheckParallel) Interlocked.Increment(ref _unreachable);
                else await OneAsync(line, receipt);
        })));
        return new ReceiptCheckResult(receipts.Count, _found, _missing, _changed, _unreachable, _first);
    }

    private async Task OneAsync(HttpLine line, Receipt receipt)
    {
        var wire = new ClaimWire(server, receipt.Campaign, [receipt.Batch]);
        var bytes = new byte[8 * 1024];
        var token = await tokenOf(receipt.Person);
        var ticket = await AskAsync(line, bytes.AsMemory(0, wire.Ticket(bytes, token)), status => status is 200 or 201);
        if (ticket is not { Pass: { } pass })
        {
            if (ticket is null) Interlocked.Increment(ref _unreachable);
            else Count(ref _missing, $"{Name(receipt)}: no pass, status {line.Status} {ticket.Value.Code}");
            return;
        }

        var key = Encoding.ASCII.GetBytes(receipt.Key);
        var claim = await AskAsync(line, bytes.AsMemory(0, wire.Claim(bytes, 0, pass, key)), status => status < 500);
        if (claim is not { } said) Interlocked.Increment(ref _unreachable);
        else if (line.Status != 200)
            Count(ref _missing, $"{Name(receipt)}: was {receipt.Told}; now status {line.Status} {said.Code}");
        else if (Heard(receipt, said) is var heard && !heard.SaysTheSameAs(receipt))
            Count(ref _changed, $"{Name(receipt)}: was {receipt.Told}; now {heard.Told}");
        else Interlocked.Increment(ref _found);
    }

    /// <summary>Tries until the server gives a definite answer; null if it never does.</summary>
    private async Task<Answer?> AskAsync(HttpLine line, ReadOnlyMemory<byte> request, Func<int, bool> definite)
    {
        for (var tried = 1; ; tried++)
        {
            if (await line.SendAsync(request) == WireOutcome.Answered && Answer.TryRead(line.Body.Span, out var answer)
                && (definite(line.Status) || line.Status is >= 400 and < 429)) return answer;
            if (tried >= options.RecheckTries) return null;
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(line.RetryAfterSeconds ?? 1, 1, 5)), clock);
        }
    }

    private static Receipt Heard(Receipt asked, Answer answer) => asked with
    {
        VoucherId = answer.VoucherId ?? "",
        Batch = answer.Batch ?? "",
        ClaimedAt = answer.ClaimedAt ?? "",
        JournalPosition = answer.JournalPosition ?? "",
    };

    private static string Name(Receipt receipt) => $"campaign {receipt.Campaign}, key {receipt.Key}";

    private void Count(ref int counter, string difference)
    {
        Interlocked.Increment(ref counter);
        Interlocked.CompareExchange(ref _first, difference, null);
    }
}
