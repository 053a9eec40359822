using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Claims;

/// <summary>
/// Decides one claim: a pure function of book, request and time whose events are applied to the book at once. The key
/// comes first; then what admission saw, the pause, the times, the limits, the stock.
/// </summary>
internal static class ClaimDecision
{
    /// <summary>The answer; <see cref="ClaimKind.None"/> when it must wait for the pool's word on stock.</summary>
    public static ClaimAnswer Decide(VoucherBook book, in ClaimRequest request, EventWriter events, long nowMicros)
    {
        var holder = book.Table.Find(new PersonId(request.Person));
        if (holder >= 0 && Known(book, holder, request) is { Kind: not ClaimKind.None } receipt) return receipt;
        if (Refusal(book, request, nowMicros) is var refusal and not ClaimKind.None) return ClaimAnswer.Refuse(refusal);
        if (holder >= 0 && AtLimit(book, holder, request.Batch))
            return ClaimAnswer.Refuse(ClaimKind.LimitReached) with { Held = HeldBy(book, holder) };
        if (events.IsShut) return ClaimAnswer.Refuse(ClaimKind.Unavailable);
        var stock = book.Stock[request.Batch];
        if (stock.Idle == 0 && stock.Exhausted)
            return ClaimAnswer.Refuse(ClaimKind.SoldOut) with { Independent = holder < 0 && stock.SoldOutSettled };
        if (stock.Idle == 0) return ClaimAnswer.Refuse(ClaimKind.None);
        return Issue(book, request, events, nowMicros);
    }

    private static ClaimAnswer Issue(VoucherBook book, in ClaimRequest request, EventWriter events, long nowMicros)
    {
        var person = new PersonId(request.Person);
        BookEvents.Claimed(events, request.Batch, person, request.KeyHash);
        var number = book.Claim(request.Batch, person, request.KeyHash, book.NextPosition, nowMicros);
        return Receipt(book, number, ClaimKind.Issued);
    }

    /// <summary>The receipt of a known key; none when this person never made a voucher with it.</summary>
    private static ClaimAnswer Known(VoucherBook book, int holder, in ClaimRequest request)
    {
        for (var number = book.Table.Persons[holder].Newest; number >= 0; number = book.Table.Vouchers[number].Previous)
        {
            ref var voucher = ref book.Table.Vouchers[number];
            if (voucher.KeyHash != request.KeyHash) continue;
            return voucher.Batch == request.Batch
                ? Receipt(book, number, ClaimKind.Repeated)
                : ClaimAnswer.Refuse(ClaimKind.KeyReused);
        }

        return default;
    }

    private static ClaimKind Refusal(VoucherBook book, in ClaimRequest request, long nowMicros)
    {
        if (book.Version is not { } version || (uint)request.Batch >= (uint)version.BatchCount)
            return ClaimKind.UnknownBatch;
        if (request.Gate != ClaimKind.None) return request.Gate;
        if (book.Pauses.Stopping(version.Definition.Batches[request.Batch].Id,
            request.Region) is not null) return ClaimKind.Paused;
        // A node whose clock is fast opens with the others, not before them.
        if (nowMicros - book.ClockLead() < version.BatchOpensMicros(request.Batch)) return ClaimKind.NotOpen;
        return nowMicros >= version.BatchClosesMicros(request.Batch) ? ClaimKind.Closed : ClaimKind.None;
    }

    /// <summary>Vouchers that are void do not count: limits count what is used, not what was cancelled.</summary>
    private static bool AtLimit(VoucherBook book, int holder, int batch)
    {
        var rules = book.Version!.Definition;
        ref var person = ref book.Table.Persons[holder];
        var (all, ofBatch) = (0, 0);
        for (var number = person.Newest; number >= 0; number = book.Table.Vouchers[number].Previous)
        {
            ref var voucher = ref book.Table.Vouchers[number];
            if (voucher.State == VoucherState.Void) continue;
            all++;
            if (voucher.Batch == batch) ofBatch++;
        }

        return all >= rules.PerPersonLimit || ofBatch >= rules.Batches[batch].PerPersonLimit;
    }

    private static ulong[] HeldBy(VoucherBook book, int holder)
    {
        var held = new ulong[book.Table.Persons[holder].Held];
        var place = held.Length;
        for (var number = book.Table.Persons[holder].Newest; number >= 0; number = book.Table.Vouchers[number].Previous)
            held[--place] = book.IdOf(number).Value;
        return held;
    }

    private static ClaimAnswer Receipt(VoucherBook book, int number, ClaimKind kind)
    {
        ref var voucher = ref book.Table.Vouchers[number];
        return new ClaimAnswer(
            kind, book.IdOf(number)
                .Value, voucher.Batch, voucher.Version, voucher.ClaimedAtMicros, voucher.Position, null);
    }
}
