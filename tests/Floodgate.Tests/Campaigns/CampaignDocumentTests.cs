using System.Text;
using Floodgate.Campaigns;
using Floodgate.Foundation.Documents;

namespace Floodgate.Tests.Campaigns;

public sealed class CampaignDocumentTests
{
    [Fact]
    public void WriteJson_OfTheSample_HasTheseBytes()
    {
        // The journal holds these bytes: this text may be added to, never changed.
        const string Expected =
            """
            {"name":{"zh":"金秋餐饮消费券","en":"Autumn dining vouchers"},"mode":"firstCome","refundMode":"restore",
            "shards":1,"timeZone":"Asia/Shanghai","opensAt":"2026-11-22T02:00:00Z","closesAt":"2026-12-22T02:00:00Z",
            "perPersonLimit":2,"budget":{"amount":8000000,"currency":"CNY"},"eligibility":{"regions":[],
            "weekdayByLastDigit":false},"batches":[
            {"id":"dining-30","name":{"zh":"餐饮券30元","en":"30 off"},"stock":1000,"faceValue":{"amount":3000,
            "currency":"CNY"},"threshold":{"amount":12000,"currency":"CNY"},"perPersonLimit":1,"validDays":14},
            {"id":"dining-50","name":{"zh":"餐饮券50元","en":"50 off"},"stock":1000,"faceValue":{"amount":5000,
            "currency":"CNY"},"threshold":{"amount":20000,"currency":"CNY"},"perPersonLimit":1,"validDays":14}]}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Sample.Json);
    }

    [Theory]
    [InlineData("\"shards\":1", "\"shards\":1,\"shards\":2", "/shards member-duplicate 1")]
    [InlineData("\"shards\":1", "\"shard\":1", "/shard member-unknown 1")]
    [InlineData("\"shards\":1", "\"sh/a~d\":1", "/sh~1a~0d member-unknown 1")]
    [InlineData("\"shards\":1", "\"shards\":\"1\"", "/shards type-wrong 1")]
    [InlineData("\"shards\":1", "\"shards\":1.0", "/shards number-malformed 1")]
    [InlineData("\"shards\":1", "\"shards\":99999999999999999999", "/shards number-malformed 1")]
    [InlineData("\"shards\":1", "\"shards\":-0", "/shards number-malformed 1")]
    [InlineData("\"mode\":\"firstCome\",", "", "/mode member-missing 1")]
    [InlineData("\"mode\":\"firstCome\"", "\"mode\":null", "/mode member-missing 1")]
    [InlineData("\"firstCome\"", "\"draw\"", "/mode choice-unknown 1")]
    [InlineData("2026-11-22T02:00:00Z", "2026-11-22T02:00:00", "/opensAt time-malformed 1")]
    [InlineData("2026-11-22T02:00:00Z", "2026-02-30T02:00:00Z", "/opensAt time-malformed 1")]
    [InlineData("2026-11-22T02:00:00Z", "2026-11-22", "/opensAt time-malformed 1")]
    [InlineData("2026-11-22T02:00:00Z", "2026-11-22T02:00:00.Z", "/opensAt time-malformed 1")]
    [InlineData("\"stock\":1000,\"faceValue\":{\"amount\":3000,", "\"stock\":1000,\"faceValue\":{",
        "/batches/0/faceValue/amount member-missing 1")]
    [InlineData("\"regions\":[]", "\"regions\":[3301]", "/eligibility/regions/0 type-wrong 1")]
    [InlineData("\"regions\":[]", "\"regions\":{}", "/eligibility/regions type-wrong 1")]
    [InlineData("\"regions\":[]", "\"allowList\":{\"file\":\"people.txt\"}",
        "/eligibility/allowList/file member-unknown 1 | /eligibility/allowList/id member-missing 1" +
        " | /eligibility/allowList/sha256 member-missing 1")]
    [InlineData("30 off", "\\ud800", " json-malformed 1")]
    [InlineData("{\"name\"", "[{\"name\"", " json-malformed 1")]
    public void ParseJson_WithOneFault_NamesItsPlace(string original, string spoilt, string expected)
    {
        var at = Sample.Json.IndexOf(original, StringComparison.Ordinal);
        var json = Sample.Json.Remove(at, original.Length).Insert(at, spoilt);
        var parse = Sample.Parse(json);
        Assert.Null(parse.Definition);
        Assert.Equal(expected, string.Join(" | ", parse.Faults.Select(f => $"{f.Pointer} {f.Code} {f.Line}")));
        Assert.All(parse.Faults, fault => Assert.True(fault.Message.Zh.Length > 0 && fault.Message.En.Length > 0));
    }

    [Fact]
    public void ParseJson_WithSeveralFaults_NamesAllWithTheirLines()
    {
        var json = Sample.Json.Replace(",", ",\n", StringComparison.Ordinal)
            .Replace("\"CNY\"", "7", StringComparison.Ordinal).Replace("\"mode\"", "\"mood\"",
                StringComparison.Ordinal);
        var lines = json.Split('\n');
        var faults = Sample.Parse(json).Faults;
        Assert.Equal(7, faults.Count);
        foreach (var fault in faults.Where(f => f.Pointer.EndsWith("currency", StringComparison.Ordinal)))
            Assert.Contains("\"currency\":7", lines[fault.Line!.Value - 1], StringComparison.Ordinal);
        Assert.Equal(5, faults.Count(fault => fault.Code == "type-wrong"));
        Assert.Contains(faults, f => f is { Pointer: "/mood", Code: "member-unknown", Line: 3 });
        Assert.Contains(faults, f => f is { Pointer: "/mode", Code: "member-missing", Line: 1 });
    }

    [Fact]
    public void ParseJson_OfAnotherOffset_IsTheSameInstantInUtc()
    {
        var parse = Sample.Parse(Sample.Json.Replace("2026-11-22T02:00:00Z", "2026-11-22T10:00:00.5+08:00",
            StringComparison.Ordinal));
        Assert.Equal(Sample.OpensAt.AddMilliseconds(500), parse.Definition!.OpensAt);
        Assert.Equal(TimeSpan.Zero, parse.Definition.OpensAt.Offset);
    }

    [Fact]
    public void ParseJson_OfBadUtf8_NamesTheLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("{\n\n\"name\": \""), 0xC3, 0x28, (byte)'"', (byte)'}'];
        Assert.Equal(" utf8-malformed 3", Sample.Single(CampaignDocument.ParseJson(bytes)));
    }

    [Fact]
    public void ParseJson_OverTheSizeLimit_IsRefused() =>
        Assert.Equal(" document-too-large ", Sample.Single(Sample.Parse(new string(' ',
            CampaignLimits.DocumentBytesMax + 1))));

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(31, true)]
    [InlineData(100_000, true)]
    public void Parse_OfDeepNesting_IsRefusedBeyondTheLimit(int depth, bool refused)
    {
        var text = string.Concat(Enumerable.Repeat("[", depth)) + "1" + string.Concat(Enumerable.Repeat("]", depth));
        var json = Sample.Parse(text);
        var yaml = CampaignDocument.ParseYaml(text, "deep.yaml");
        string[] depthCodes = ["nested-too-deeply", "json-malformed"];
        Assert.Equal(refused, json.Faults.Any(fault => depthCodes.Contains(fault.Code)));
        Assert.Equal(refused, yaml.Faults.Any(fault => fault.Code == "nested-too-deeply"));
    }

    [Fact]
    public void Parse_WithThousandsOfFaults_StopsAtTheLimit()
    {
        var members = string.Join(",", Enumerable.Range(0, 5_000).Select(i => $"\"m{i}\":1"));
        Assert.Equal(DocumentLimits.FaultsMax, Sample.Parse("{" + members + "}").Faults.Count);
    }

    [Fact]
    public void Parse_OfTooManyBatches_IsRefused()
    {
        var at = Sample.Json.IndexOf("\"batches\"", StringComparison.Ordinal);
        var items = string.Join(",", Enumerable.Repeat("1", CampaignLimits.BatchesMax + 1));
        Assert.Equal("/batches too-many 1", Sample.Single(Sample.Parse($"{Sample.Json[..at]}\"batches\":[{items}]}}")));
    }
}
