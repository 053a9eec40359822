using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>Two tills ask for one voucher from two threads, 10,000 times, through the real queue of a book.</summary>
public sealed class TillRaceTests
{
    [Fact]
    public async Task TwoTills_InTenThousandRounds_TakeTheVoucherOnceEach()
    {
        const int Rounds = 10_000;
        var till = new TillBook(TillBook.With() with { PerPersonLimit = 100 });
        // One voucher a round would be as many persons: a voucher is given back after each round instead, as often as
        // one may be.
        const int Uses = RedemptionLimits.VoucherUsesMax;
        var vouchers = Enumerable.Range(1, Rounds / Uses).Select(person => till.Claim(person)).ToArray();
        var writer = new BookWriter(till.Book, new Owner(), new StorageOptions(), TimeProvider.System);
        var won = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var asked = new Task<RedemptionAnswer>[2];
            Parallel.For(0, 2, side => asked[side] = Ask(writer, till, vouchers[round / Uses], round, side));
            Commit(writer);
            var answers = await Task.WhenAll(asked);
            var kinds = answers.Select(answer => answer.Kind).Order().ToArray();
            Assert.Equal([RedemptionKind.Done, RedemptionKind.AlreadyRedeemed], kinds);
            won++;
            var winner = answers.First(answer => answer.Kind == RedemptionKind.Done);
            var undo = new BookQuestion<VoucherBook, RedemptionAnswer>(
                (book, events, now) => RefundDecision.Undo(
                    book, new UndoRequest(winner.Redemption, 0, "next round", "race"), events, now),
                RedemptionAnswer.Refuse(RedemptionKind.Unavailable));
            Assert.True(writer.TryEnqueue(undo));
            Commit(writer);
            Assert.Equal(RedemptionKind.Done, (await undo.Answer).Kind);
        }

        Assert.Equal(Rounds, won);
        Assert.Equal(Rounds, till.Book.Till.Table.Redemptions.Count);
    }

    private static Task<RedemptionAnswer> Ask(BookWriter writer, TillBook till, int voucher, int round, int side)
    {
        var request = till.Request(voucher, $"o{round}", 20_000, (ulong)((round * 2) + side + 1), side + 1);
        var command = new BookQuestion<VoucherBook, RedemptionAnswer>(
            (book, events, now) => RedeemDecision.Decide(book, request, events, now),
            RedemptionAnswer.Refuse(RedemptionKind.Unavailable));
        Assert.True(writer.TryEnqueue(command));
        return command.Answer;
    }

    private static void Commit(BookWriter writer)
    {
        if (writer.Decide().Row is not null) writer.Settle(CommitOutcome.Committed, 0);
    }

    private sealed class Owner : IBookOwner
    {
        public void Settled(in RoundFigures round) { }

        public void Closed(BookWriter closed, CloseReason reason, Exception? fault) =>
            throw new InvalidOperationException($"{reason}", fault);
    }
}
