using Floodgate.Tills.Merchants;

namespace Floodgate.Tests.Tills.Merchants;

public sealed class StoreDirectoryTests
{
    private static readonly StoreFacts Noodles =
        new("noodles-west-lake", 7, "noodles", 3, "330106", "dining", StoreStanding.Active, null);

    [Fact]
    public void Store_IsFoundByIdAndByNumber()
    {
        var directory = new StoreDirectory();
        Assert.Null(directory.Find(Noodles.Store));
        directory.Publish([Noodles]);
        Assert.Equal(7, directory.Find("noodles-west-lake")?.Number);
        Assert.Equal("noodles-west-lake", directory.Find(7)?.Store);
        directory.Publish([]);
        Assert.Null(directory.Find(7));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("autumn", true)]
    [InlineData("autumn/dining-30", true)]
    [InlineData("autumn/retail-50", false)]
    [InlineData("autumn-2", false)]
    [InlineData("aut", false)]
    [InlineData("spring|autumn/dining-30", true)]
    public void Store_TakesWhatItAgreedTo(string entries, bool takes)
    {
        var takings = new StoreTakings([.. entries.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(takes, (Noodles with { Takings = takings }).Takes("autumn", "dining-30"));
    }
}
