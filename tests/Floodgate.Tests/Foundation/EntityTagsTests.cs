using Floodgate.Foundation;
using Microsoft.Extensions.Primitives;

namespace Floodgate.Tests.Foundation;

public sealed class EntityTagsTests
{
    [Theory]
    [InlineData("\"v1\"", true, true)]
    [InlineData("*", true, true)]
    [InlineData(" \"v0\" , \"v1\" ", true, true)]
    [InlineData("W/\"v1\"", true, false)]
    [InlineData("\"v11\"", false, false)]
    [InlineData("v1", false, false)]
    [InlineData("", false, false)]
    [InlineData("\"v0\", ,", false, false)]
    public void Header_NamesATag(string header, bool weakly, bool strongly)
    {
        Assert.Equal(weakly, EntityTags.Name(header, "\"v1\"", weakly: true));
        Assert.Equal(strongly, EntityTags.Name(header, "\"v1\"", weakly: false));
    }

    [Fact]
    public void Header_OfSeveralLines_IsOneList()
    {
        Assert.True(EntityTags.Name(new StringValues(["\"v0\"", "\"v1\""]), "\"v1\"", weakly: false));
        Assert.False(EntityTags.Name(StringValues.Empty, "\"v1\"", weakly: true));
    }
}
