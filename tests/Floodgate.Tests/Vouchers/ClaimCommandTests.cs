using Floodgate.Storage;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Tests.Vouchers;

public sealed class ClaimCommandTests
{
    private static readonly long Now = BookMaker.OpensMicros + 1;

    /// <summary>
    /// Fault: a book that closed in the middle of deciding a command answered what it had decided as issued, although
    /// no row held it.
    /// </summary>
    [Fact]
    public async Task Abandon_WhenTheRoundBrokeMidway_AcknowledgesNothing()
    {
        var book = BookMaker.With(stock: 10);
        var command = new ClaimCommand([BookMaker.Claim(1), BookMaker.Claim(2)]);
        Assert.True(command.Decide(book, new EventWriter(), Now, expired: false));

        command.Abandon();

        Assert.All(await command.Answers, answer => Assert.Equal(ClaimKind.Unavailable, answer.Kind));
    }

    [Fact]
    public async Task Abandon_AfterACommittedRound_KeepsItsAnswers()
    {
        var book = BookMaker.With(stock: 1);
        var command = new ClaimCommand([BookMaker.Claim(1), BookMaker.Claim(2)]);
        Assert.False(command.Decide(book, new EventWriter(), Now, expired: false));
        command.Settle(CommitOutcome.Committed, final: false);

        command.Abandon();

        Assert.Equal([ClaimKind.Issued, ClaimKind.Unavailable], (await command.Answers).Select(answer => answer.Kind));
    }
}
