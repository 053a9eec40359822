using Floodgate.Storage;
using Floodgate.Tills.Redemptions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Tills;

public sealed class SilentBooksTests
{
    private static readonly ChainId One = new(1, 0);
    private static readonly ChainId Other = new(2, 0);
    private readonly FakeTimeProvider _clock = new();
    private readonly SilentBooks _silent;

    public SilentBooksTests() => _silent = new SilentBooks(_clock);

    [Fact]
    public void Book_ThatDidNotAnswer_IsLeftAloneForASecond()
    {
        _silent.Heard(One, answered: false);
        Assert.Equal((true, false), (_silent.Is(One), _silent.Is(Other)));
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.True(_silent.Is(One));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_silent.Is(One));
    }

    [Fact]
    public void Book_ThatAnswers_IsAskedAgainAtOnce()
    {
        _silent.Heard(One, answered: false);
        _silent.Heard(Other, answered: true);
        Assert.True(_silent.Is(One));
        _silent.Heard(One, answered: true);
        Assert.False(_silent.Is(One));
    }
}
