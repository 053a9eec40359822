using Floodgate.Emergency.Detection;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Detection;

public sealed class MessageIdsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Id_SeenBefore_IsRefusedUntilItsSignatureIsStale()
    {
        var ids = new MessageIds(10, TimeSpan.FromSeconds(601), _clock);
        Assert.Equal(MessageIdVerdict.New, ids.Take("s", "a"));
        Assert.Equal(MessageIdVerdict.New, ids.Take("other", "a"));
        _clock.Advance(TimeSpan.FromSeconds(601));
        Assert.Equal(MessageIdVerdict.Seen, ids.Take("s", "a"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MessageIdVerdict.New, ids.Take("s", "a"));
    }

    [Fact]
    public void Ids_WhenFull_RefuseRatherThanForget()
    {
        var ids = new MessageIds(2, TimeSpan.FromSeconds(10), _clock);
        ids.Take("s", "a");
        ids.Take("s", "b");
        Assert.Equal(MessageIdVerdict.Full, ids.Take("s", "c"));
        Assert.Equal(MessageIdVerdict.Seen, ids.Take("s", "a"));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(MessageIdVerdict.New, ids.Take("s", "c"));
    }

    /// <summary>The example of the specification of Standard Webhooks.</summary>
    [Fact]
    public void Signature_IsThatOfTheSpecification()
    {
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        var body = """{"test": 2432232314}"""u8;
        Assert.Equal(signature,
            IntakeSignature.Sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body));
        Assert.True(IntakeSignature.Fits(
            "v1,bm9wZQ== " + signature, secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body));
        Assert.False(IntakeSignature.Fits(signature, secret, "msg_other", "1614265330", body));
    }
}
