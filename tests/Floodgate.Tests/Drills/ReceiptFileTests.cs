using CsCheck;
using Floodgate.Drills;
using Floodgate.Drills.Receipts;

namespace Floodgate.Tests.Drills;

public sealed class ReceiptFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Append_ThenRead_GivesTheSameReceipts()
    {
        var text = Gen.String[Gen.Char.AlphaNumeric, 1, 20];
        var receipts = Gen.Select(text, text, text, Gen.String, Gen.Int[200, 201])
            .Select((key, voucher, person, position, status) =>
            new Receipt("c", "b", key, person, voucher, "2026-11-22T02:00:01Z", Clean(position), status,
                DateTimeOffset.UnixEpoch))
            .Array[1, 300].Single();

        await using (var file = ReceiptFile.Append(_path, new DrillsOptions(), TimeProvider.System))
            foreach (var receipt in receipts) await file.AddAsync(receipt);

        Assert.Equal(receipts, ReceiptFile.Read(_path));
    }

    [Theory]
    [InlineData("{\"campaign\":\"c\"}")]
    [InlineData("not json")]
    [InlineData("null")]
    public void Read_OfALineThatIsNoReceipt_NamesIt(string line)
    {
        File.WriteAllText(_path, line + "\n");

        var fault = Assert.Throws<InvalidDataException>(() => ReceiptFile.Read(_path).ToList());

        Assert.Contains(":1:", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Half a surrogate pair has no UTF-8 and cannot come from a server's JSON.</summary>
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
