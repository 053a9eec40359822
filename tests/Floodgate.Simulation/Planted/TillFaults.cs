using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Simulation.Planted;

/// <summary>A redemption is answered when it is decided, not when its row is durable.</summary>
internal sealed class RedeemedBeforeCommit : PlantedFault
{
    public override Task<RedemptionAnswer> RedeemAsync(ShardOwner owner, RedeemRequest request)
    {
        var early = new TaskCompletionSource<RedemptionAnswer>();
        _ = AskAsync();
        return early.Task;

        async Task AskAsync() => early.TrySetResult(await WrongTill.RedeemAsync(owner, (book, events, now) =>
        {
            var answer = RedeemDecision.Decide(book, request, events, now);
            if (answer.Kind == RedemptionKind.Done) early.TrySetResult(answer);
            return answer;
        }));
    }
}

/// <summary>The book does not know the key of a refund that it gave.</summary>
internal sealed class RefundKeyForgotten : PlantedFault
{
    public override Task<RefundAnswer> RefundAsync(ShardOwner owner, RefundRequest request) =>
        WrongTill.AskAsync(
            owner,
            (book, events, now) =>
            {
                var answer = RefundDecision.Decide(book, request, events, now);
                return answer.Of.Kind == RedemptionKind.Repeated
                    ? RefundDecision.Decide(
                        book, request with { KeyHash = ~request.KeyHash, OrderCents = null }, events, now)
                    : answer;
            },
            RefundAnswer.Refuse(RedemptionAnswer.Refuse(RedemptionKind.Unknown)));
}

/// <summary>The sweep does not ask for time that was given back.</summary>
internal sealed class ExpiryIgnoresExtension : PlantedFault
{
    public override Task<ExpiryStep> ExpireAsync(
        ShardOwner owner, int from, int scanMax, int expireMax, long graceMicros) =>
        WrongTill.AskAsync(
            owner,
            (book, events, now) =>
            {
                for (var number = 0; number < book.Table.Vouchers.Count; number++)
                {
                    ref var voucher = ref book.Table.Vouchers[number];
                    if (voucher.State is not (VoucherState.Held or VoucherState.PartlyRedeemed)) continue;
                    var until = book.VersionOf(voucher.Version).Validity(voucher.Batch, voucher.ClaimedAtMicros).Until;
                    if (until.Micros() > now) continue;
                    RedemptionEvents.Expired(events, number);
                    book.Till.Expire(number);
                }

                return new ExpiryStep(book.Table.Vouchers.Count, 0, 0, AtEnd: true);
            },
            default);
}

/// <summary>What a till took without connection is a second discount, not a conflict.</summary>
internal sealed class OfflineTakenTwice : PlantedFault
{
    public override Task<RedemptionAnswer> RedeemAsync(ShardOwner owner, RedeemRequest request) =>
        request.OfflineMicros == 0 ? owner.RedeemAsync(request) : WrongTill.RedeemAsync(owner, (book, events, now) =>
        {
            var number = (int)new VoucherId(request.Voucher).Number;
            if (number < book.Table.Vouchers.Count
                && book.Table.Vouchers[number] is { State: VoucherState.Redeemed, LastUse: >= 0 and var last }
                && book.Till.Table.ByKey(request.Origin.Store, request.KeyHash) < 0)
            {
                // The first redemption is forgotten for the moment, so that the voucher looks whole.
                book.Table.Vouchers[number].State = VoucherState.Held;
                book.Till.Table.Redemptions[last].Undone = true;
            }

            return RedeemDecision.Decide(book, request, events, now);
        });
}

/// <summary>What was undone still counts among the vouchers its order has taken.</summary>
internal sealed class UndoKeepsOrder : PlantedFault
{
    public override Task<RedemptionAnswer> RedeemAsync(ShardOwner owner, RedeemRequest request) =>
        WrongTill.RedeemAsync(owner, (book, events, now) =>
        {
            var (table, undone) = (book.Till.Table, 0);
            for (var place = table.ByOrder(request.Origin.Store, request.OrderHash); place >= 0;
                place = table.Redemptions[place].PreviousOfOrder)
                if (table.Redemptions[place].Undone) undone++;
            return RedeemDecision.Decide(book, request with { OtherVouchers = undone }, events, now);
        });
}

/// <summary>A shard spends room under a cap that no pool has granted.</summary>
internal sealed class CapRoomMadeUp : PlantedFault
{
    public override Task<RedemptionAnswer> RedeemAsync(ShardOwner owner, RedeemRequest request) =>
        WrongTill.RedeemAsync(owner, (book, events, now) =>
        {
            foreach (var counter in CapDecision.Counters(book, request.Origin, now))
            {
                var lease = book.Till.Caps.Of(counter);
                lease.Receive(Math.Max(lease.Received, lease.Released + lease.Spent + request.OrderCents));
            }

            return RedeemDecision.Decide(book, request, events, now);
        });
}

/// <summary>Questions decided by a fault, on the way the program's own take.</summary>
internal static class WrongTill
{
    public static Task<RedemptionAnswer> RedeemAsync(
        ShardOwner owner, Func<VoucherBook, EventWriter, long, RedemptionAnswer> decide) =>
        AskAsync(owner, decide, RedemptionAnswer.Refuse(RedemptionKind.Unknown));

    public static Task<T> AskAsync<T>(
        ShardOwner owner, Func<VoucherBook, EventWriter, long, T> decide, T unanswered)
    {
        var question = new BookQuestion<VoucherBook, T>(decide, unanswered);
        return owner.TryEnqueue(question) ? question.Answer : Task.FromResult(unanswered);
    }
}
