using System.Text;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Merchants.Import;

namespace Floodgate.Tests.Tills.Merchants;

public sealed class ImportFileTests
{
    private const string Heading =
        "merchant,merchantNameZh,merchantNameEn,store,storeNameZh,storeNameEn,region,category";
    private const string Good = "noodles,西湖面馆,West Lake Noodles,noodles-1,湖滨店,Lakeside,330106,dining";

    [Fact]
    public void File_OfGoodRows_IsRead_WithQuotesAndAByteOrderMark()
    {
        var reading = Read(
            "\uFEFF" + Heading + ",takes,address", Good + ",autumn;spring/dining-30,\"1, Lake Road\"",
            "noodles,西湖面馆,West Lake Noodles,noodles-2,武林店,Wulin,330105,dining,,");
        Assert.Empty(reading.Faults);
        Assert.Equal(["noodles-1", "noodles-2"], reading.Rows.Select(row => row.Store.Id));
        Assert.Equal("1, Lake Road", reading.Rows[0].Store.Terms.Address);
        Assert.Equal(["autumn", "spring/dining-30"], reading.Rows[0].Store.Terms.Takes!);
        Assert.Null(reading.Rows[1].Store.Terms.Takes);
    }

    [Theory]
    [InlineData("NOODLES,西湖面馆,West Lake,n-1,湖滨店,Lakeside,330106,dining", "2 merchant id-malformed")]
    [InlineData("noodles,,West Lake,n-1,湖滨店,Lakeside,330106,dining", "2 merchantNameZh text-empty")]
    [InlineData("noodles,西湖面馆,West Lake,n 1,湖滨店,Lakeside,330106,dining", "2 store id-malformed")]
    [InlineData("noodles,西湖面馆,West Lake,n-1,湖滨店,,330106,dining", "2 storeNameEn text-empty")]
    [InlineData("noodles,西湖面馆,West Lake,n-1,湖滨店,Lakeside,33 01,dining", "2 region region-malformed")]
    [InlineData("noodles,西湖面馆,West Lake,n-1,湖滨店,Lakeside,330106,餐饮", "2 category category-malformed")]
    [InlineData("noodles,西湖面馆,West Lake,n-1,湖滨店,Lakeside,330106", "2  cells-uneven|2 category category-malformed")]
    public void Fault_IsNamedByRowAndColumn(string row, string faults) =>
        Assert.Equal(faults.Split('|'), Named(Read(Heading, row)));

    [Fact]
    public void File_NamesEveryFaultOfEveryRow()
    {
        var reading = Read(
            Heading, Good, "noodles,另一个,Another,noodles-1,湖滨店,Lakeside,330106,dining",
            "x y,西湖面馆,West Lake,ok-1,湖滨店,Lakeside,bad region,dining");
        Assert.Equal(
            [
                "3 store store-duplicate", "3 merchant merchant-differs", "4 merchant id-malformed",
                "4 region region-malformed",
            ], Named(reading));
    }

    [Fact]
    public void Heading_ThatIsWrong_IsNamed()
    {
        var named = Named(Read(Heading.Replace("region", "area", StringComparison.Ordinal), Good));
        Assert.Equal(["1 area column-unknown", "1 region column-missing"], named);
        Assert.Equal(["1  empty"], Named(Read(Heading)));
        Assert.Equal(["1  empty"], Named(ImportFile.Read([], new())));
    }

    [Fact]
    public void File_InAnotherEncoding_IsToldWhatToSaveItAs()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes(Heading + "\n"), 0xCE, 0xF7, 0xBA, 0xFE];
        Assert.Equal(["1  encoding-invalid"], Named(ImportFile.Read(latin, new())));
    }

    [Fact]
    public void File_OverTheLimits_IsNotRead()
    {
        var rows = Enumerable.Range(0, 11).Select(i => Good.Replace("noodles-1", $"n-{i}", StringComparison.Ordinal));
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Heading)));
        Assert.True(ImportFile.Read(bytes, new() { ImportRowsMax = 10 }).TooLarge);
        Assert.False(ImportFile.Read(bytes, new() { ImportRowsMax = 11 }).TooLarge);
    }

    [Fact]
    public void Faults_AreCountedToTheirLimit()
    {
        var rows = Enumerable.Range(0, 50).Select(_ => "x y,,,,,,,").Prepend(Heading);
        var reading = ImportFile.Read(
            Encoding.UTF8.GetBytes(string.Join('\n', rows)), new() { ImportFaultsMax = 20 });
        Assert.Equal(20, reading.Faults.Count);
    }

    private static ImportReading Read(params string[] lines) =>
        ImportFile.Read(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"), new MerchantsOptions());

    private static string[] Named(ImportReading reading) =>
        [.. reading.Faults.Select(fault => $"{fault.Row} {fault.Column} {fault.Code}")];
}
