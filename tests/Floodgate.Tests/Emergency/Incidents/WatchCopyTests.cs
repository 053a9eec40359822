using System.Text;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Access;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class WatchCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Copy_IsReadOnlyWithTheSecretItWasSignedWith()
    {
        var body = Copy(1).ToJson();
        var signature = WatchCopy.Sign(body, "secret");
        Assert.NotNull(WatchCopy.Read(body, signature, "secret"));
        Assert.Null(WatchCopy.Read(body, signature, "other"));
        Assert.Null(WatchCopy.Read(body, null, "secret"));
        body[10] ^= 1;
        Assert.Null(WatchCopy.Read(body, signature, "secret"));
    }

    [Fact]
    public void Plan_GivenByTheServer_HoldsOverARestart_AndNoOlderOneReplacesIt()
    {
        var plans = Open();
        Assert.Null(plans.GivenAt);
        Assert.True(plans.Offer(Copy(5)));
        Assert.False(plans.Offer(Copy(4)));
        Assert.Equal("default@5+abc", plans.Current.Version);
        var again = Open();
        Assert.Equal(("default@5+abc", true), (again.Current.Version, again.Current.Approved));
        Assert.NotNull(again.Find("default@5+abc"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    public void Plan_ThatIsNotGood_ChangesNothing(string plan)
    {
        var plans = Open();
        plans.Offer(Copy(1));
        Assert.False(plans.Offer(Copy(2) with { Plan = plan }));
        Assert.Equal("default@1+abc", plans.Current.Version);
        Assert.Equal("default@1+abc", Open().Current.Version);
    }

    /// <summary>A file cut short by a crash is no plan; the one people copied, or the program's own, holds.</summary>
    [Fact]
    public void File_ThatIsDamaged_IsNotBelieved()
    {
        Open().Offer(Copy(1));
        var file = Path.Combine(_folder, "server-plan.json");
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        Assert.StartsWith("watch@", Open().Current.Version, StringComparison.Ordinal);
        bytes[^20] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.StartsWith("watch@", Open().Current.Version, StringComparison.Ordinal);
    }

    private WatchPlans Open() => WatchPlans.Open(_folder.Path).Plans!;

    private static WatchCopy Copy(int number) => new(
        RoomWorld.Start.AddMinutes(number), $"default@{number}+abc", Approved: true,
        Encoding.UTF8.GetString(PlanDocument.WriteJson(DefaultPlan.Plan)), null);
}
