using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Floodgate.Drills.Targets;

/// <summary>
/// Tokens of demo citizens <c>rush-1</c>, <c>rush-2</c>, …: minted by this program when it can see the data folder of
/// the demo issuer, else asked from the server's demo endpoint.
/// </summary>
internal sealed class Citizens(Uri server, string? data) : IDisposable
{
    public const string Prefix = "rush";
    private const int BlockMax = 1_000;
    private readonly HttpClient _client = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };

    public static string Name(int number) => $"{Prefix}-{number}";

    /// <summary>Tokens of citizens 1 to <paramref name="count"/>.</summary>
    public async Task<byte[][]> TokensAsync(int count, string prefix = Prefix)
    {
        if (data is null) return await AskedAsync(prefix, count);
        var lines = await OwnBinary.LinesAsync("citizen-token", "--citizen", prefix, "--count", $"{count}", "--data",
            data);
        if (lines.Count < count) throw new RushStopped(3, $"`citizen-token` gave {lines.Count} of {count} tokens");
        return [.. lines.TakeLast(count).Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>The token of one citizen by id.</summary>
    public async ValueTask<byte[]> TokenAsync(string citizen)
    {
        if (data is null) return await AskOneAsync(citizen);
        var lines = await OwnBinary.LinesAsync("citizen-token", "--citizen", citizen, "--data", data);
        return Encoding.ASCII.GetBytes(lines[^1]);
    }

    /// <summary>A way to the tokens of <paramref name="people"/>: minted at once where that is possible.</summary>
    public async Task<Func<string, ValueTask<byte[]>>> ForAsync(IReadOnlyCollection<string> people)
    {
        var numbers = people.Select(NumberOf).ToArray();
        if (data is null || numbers.Length == 0 || numbers.Contains(0)) return TokenAsync;
        var tokens = await TokensAsync(numbers.Max());
        return person => ValueTask.FromResult(tokens[NumberOf(person) - 1]);
    }

    private static int NumberOf(string citizen) =>
        citizen.StartsWith(Prefix + "-", StringComparison.Ordinal) && int.TryParse(citizen.AsSpan(Prefix.Length + 1),
            NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public void Dispose() => _client.Dispose();

    private async Task<byte[][]> AskedAsync(string prefix, int count)
    {
        var tokens = new byte[count][];
        for (var from = 1; from <= count; from += BlockMax)
        {
            var size = Math.Min(BlockMax, count - from + 1);
            var body = JsonSerializer.SerializeToUtf8Bytes(new { prefix, from, count = size });
            var lines = (await PostAsync("/demo/tokens", body)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length != size) throw new RushStopped(3, $"the demo issuer gave {lines.Length} of {size} tokens");
            for (var i = 0; i < size; i++) tokens[from - 1 + i] = Encoding.ASCII.GetBytes(lines[i].Trim());
        }

        return tokens;
    }

    private async Task<byte[]> AskOneAsync(string citizen)
    {
        using var json = JsonDocument.Parse(await PostAsync("/demo/token",
            JsonSerializer.SerializeToUtf8Bytes(new { citizen })));
        return Encoding.ASCII.GetBytes(json.RootElement.GetProperty("token").GetString()!);
    }

    private async Task<string> PostAsync(string path, byte[] body)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
            using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsStringAsync();
            throw new RushStopped(3,
                $"{path} answered {(int)answer.StatusCode}: citizens' tokens need a server started with --demo");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            throw new RushStopped(3, $"the server at {server} cannot be reached: {fault.Message}");
        }
    }
}
