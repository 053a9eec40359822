using System.Text;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>The claim's body is the empty object and nothing else.</summary>
[Collection(HttpCollection.Name)]
public sealed class ClaimBodyTests(Server server)
{
    [Theory]
    [InlineData("""{"amount":1}""", "member-unknown", "/amount member-unknown")]
    [InlineData("""{ "a/b~": 1, "c": 2}""", "member-unknown", "/a~1b~0 member-unknown")]
    [InlineData("[]", "member-wrong-type", " member-wrong-type")]
    [InlineData("null", "member-wrong-type", " member-wrong-type")]
    [InlineData("7", "member-wrong-type", " member-wrong-type")]
    [InlineData("\"{}\"", "member-wrong-type", " member-wrong-type")]
    public async Task Claim_WithABodyThatIsNotEmpty_NamesWhatIsWrong(string body, string code, string error)
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync(campaign, A, pass, "k", body)).IsRefused(400, code).Naming(error);
        Assert.Equal(0, (await server.LedgerAsync(campaign)).Json.GetProperty("counts").GetProperty(
            "issued").GetInt64());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{,}")]
    [InlineData("// {}")]
    public async Task Claim_WithABodyThatIsNoJson_IsRefused(string body)
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        (await server.ClaimAsync(campaign, A, pass, "k", body)).IsRefused(400, "body-malformed");
    }

    [Theory]
    [InlineData(" {\r\n} ")]
    [InlineData("{ }")]
    public async Task Claim_WithSpacesInTheEmptyObject_IsTaken(string body)
    {
        var campaign = await server.CampaignAsync();
        (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "anna"), "k", body)).Is(201);
    }

    [Fact]
    public async Task Claim_WithBadUtf8_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        var content = new ByteArrayContent(
            [(byte)'{', (byte)'"', 0xC0, 0xAF, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        var answer = await server.SendAsync(
            HttpMethod.Post, Server.ClaimPath(campaign, A), await server.PassAsync(campaign, "anna"), content,
            ("Idempotency-Key", "k"));
        answer.IsRefused(400, "encoding-invalid");
    }

    [Theory]
    [InlineData(16_384, 201)]
    [InlineData(16_385, 400)]
    public async Task Claim_WithABodyOf16KiB_IsTakenAndNotOneByteMore(int bytes, int status)
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "anna");
        var answer = await server.ClaimAsync(campaign, A, pass, "k", "{" + new string(' ', bytes - 2) + "}");
        if (status == 201) answer.Is(201);
        else answer.IsRefused(400, "body-too-large");
    }

    [Fact]
    public async Task Claim_WithAnOversizedBodyInChunks_IsRefused()
    {
        var campaign = await server.CampaignAsync();
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes("{" + new string(' ', 40_000) + "}"));
        using var content = new StreamContent(stream);
        content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post,
            Server.ClaimPath(campaign, A))
        { Content = content };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + await server.PassAsync(campaign, "anna"));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "k");
        (await Answer.OfAsync(server.Client, request)).IsRefused(400, "body-too-large");
    }
}
