using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Floodgate.Drills.Targets;

/// <summary>
/// Tokens of demo citizens: <c>rush-1</c>, <c>rush-2</c>, …, or <c>rush7-1</c>, … where the identity's last digit (here
/// 7) matters. Minted by this program when it can see the data folder of the demo issuer, else asked from the server.
/// </summary>
internal sealed partial class Citizens(Uri server, string? data) : IDisposable
{
    private const int BlockMax = 1_000;
    private readonly HttpClient _client = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };

    public static string Name(int number, int? digit) => $"{Prefix(digit)}-{number}";

    /// <summary>Names and tokens for people with these last digits (null: no digit).</summary>
    public async Task<(string[] Names, byte[][] Tokens)> RosterAsync(int?[] digits)
    {
        var (names, tokens) = (new string[digits.Length], new byte[digits.Length][]);
        foreach (var group in digits.Select((digit, person) => (digit, person)).GroupBy(one => one.digit))
        {
            var people = group.Select(one => one.person).ToArray();
            var minted = await TokensAsync(people.Length, group.Key);
            for (var i = 0; i < people.Length; i++)
                (names[people[i]], tokens[people[i]]) = (Name(i + 1, group.Key), minted[i]);
        }

        return (names, tokens);
    }

    /// <summary>Tokens of people of one's own, <c>PREFIX-1</c> and so on, asked from the server.</summary>
    public Task<byte[][]> TokensOfAsync(string prefix, int count) => AskedAsync(prefix, count, digit: null);

    /// <summary>A way to the tokens of <paramref name="people"/>: minted at once where that is possible.</summary>
    public async Task<Func<string, ValueTask<byte[]>>> ForAsync(IReadOnlyCollection<string> people)
    {
        var known = people.Select(Read).ToArray();
        if (data is null || known.Contains(null)) return AskOneAsync;
        var tokens = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var group in known.GroupBy(citizen => citizen!.Value.Digit))
        {
            var minted = await TokensAsync(group.Max(citizen => citizen!.Value.Number), group.Key);
            for (var i = 0; i < minted.Length; i++) tokens[Name(i + 1, group.Key)] = minted[i];
        }

        return person => ValueTask.FromResult(tokens[person]);
    }

    public void Dispose() => _client.Dispose();

    private static string Prefix(int? digit) => $"rush{digit}";

    private static (int Number, int? Digit)? Read(string citizen)
    {
        var match = Named().Match(citizen);
        if (!match.Success) return null;
        var last = match.Groups["digit"] is { Length: 1 } digit ? digit.ValueSpan[0] - '0' : (int?)null;
        return (int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), last);
    }

    [GeneratedRegex("^rush(?<digit>[0-9]?)-(?<number>[1-9][0-9]{0,7})$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    /// <summary>Tokens of citizens 1 to <paramref name="count"/>.</summary>
    private async Task<byte[][]> TokensAsync(int count, int? digit)
    {
        if (data is null) return await AskedAsync(Prefix(digit), count, digit);
        string[] command = ["citizen-token", "--citizen", Prefix(digit), "--count", $"{count}", "--data", data];
        var lines = await OwnBinary.LinesAsync(digit is null ? command : [.. command, "--last-digit", $"{digit}"]);
        if (lines.Count != count) throw new RushStopped(3, $"`citizen-token` gave {lines.Count} of {count} tokens");
        return [.. lines.Select(Encoding.ASCII.GetBytes)];
    }

    private async Task<byte[][]> AskedAsync(string prefix, int count, int? digit)
    {
        var tokens = new byte[count][];
        for (var from = 1; from <= count; from += BlockMax)
        {
            var size = Math.Min(BlockMax, count - from + 1);
            var body = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    prefix,
                    from,
                    count = size,
                    lastDigit = digit?.ToString(CultureInfo.InvariantCulture)
                });
            var lines = (await PostAsync("/demo/tokens", body)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length != size) throw new RushStopped(3, $"the demo issuer gave {lines.Length} of {size} tokens");
            for (var i = 0; i < size; i++) tokens[from - 1 + i] = Encoding.ASCII.GetBytes(lines[i].Trim());
        }

        return tokens;
    }

    private async ValueTask<byte[]> AskOneAsync(string citizen)
    {
        var lastDigit = Read(citizen)?.Digit?.ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { citizen, lastDigit });
        using var json = JsonDocument.Parse(await PostAsync("/demo/token", body));
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
