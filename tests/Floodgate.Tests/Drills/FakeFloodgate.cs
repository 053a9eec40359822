using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tests.Drills;

/// <summary>What a fake server does wrong.</summary>
public enum Planted { Nothing, OneOver, ForgetsKeys, LosesOne, ChangesOne, FailsEverySeventh, LosesAnswers }

/// <summary>The contract of the claim way in a page, in memory, with one planted fault: to try the crowd on.</summary>
internal sealed class FakeFloodgate : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Planted _fault;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, object> _byKey = [];
    private readonly HashSet<string> _holders = [];
    private long _stock;
    private DateTimeOffset _opensAt;
    private int _issued;
    private int _requests;
    private int _versions;
    private string? _spoilt;

    private FakeFloodgate(Planted fault)
    {
        _fault = fault;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/demo/tokens", (JsonElement body) =>
            string.Join('\n', Enumerable.Range(body.GetProperty("from").GetInt32(),
            body.GetProperty("count").GetInt32())
                .Select(number => $"{body.GetProperty("prefix").GetString()}-{number}")));
        _app.MapPut("/api/v1/ops/campaigns/{campaign}", Put);
        _app.MapPost("/api/v1/campaigns/{campaign}/tickets", Ticket);
        _app.MapPost("/api/v1/campaigns/{campaign}/batches/{batch}/claims", Claim);
        _app.MapGet("/api/v1/ops/campaigns/{campaign}/ledger", () => Results.Json(new
        {
            counts = new { stock = _stock, issued = _issued, held = _issued },
        }));
    }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<FakeFloodgate> StartAsync(Planted fault)
    {
        var fake = new FakeFloodgate(fault);
        await fake._app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Put(JsonElement body, HttpContext context)
    {
        if (_versions > 0 && context.Request.Headers.IfMatch != $"\"{_versions}\"") return Results.StatusCode(428);
        _opensAt = body.GetProperty("opensAt").GetDateTimeOffset();
        _stock = body.GetProperty("batches")[0].GetProperty("stock").GetInt64();
        context.Response.Headers.ETag = $"\"{++_versions}\"";
        return Results.Json(new { version = _versions });
    }

    private static IResult Ticket(HttpContext context)
    {
        var person = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        return Results.Json(new { ticket = person, place = 1, ahead = 0, state = "admitted", pass = person },
            statusCode: 201);
    }

    private IResult Claim(HttpContext context, string batch)
    {
        var person = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        var key = person + "/" + context.Request.Headers["Idempotency-Key"];
        lock (_gate)
        {
            _requests++;
            if (_fault == Planted.FailsEverySeventh && _requests % 7 == 0)
                return Results.Json(new { code = "overloaded", outcome = "none" }, statusCode: 503);
            if (_byKey.TryGetValue(key, out var receipt) && _fault != Planted.ForgetsKeys)
                return Again(key, receipt);
            if (TimeProvider.System.GetUtcNow() < _opensAt) return Refuse("not-open");
            if (_holders.Contains(person) && _fault != Planted.ForgetsKeys) return Refuse("limit-reached");
            if (_issued >= _stock + (_fault == Planted.OneOver ? 1 : 0)) return Refuse("sold-out");
            _issued++;
            _holders.Add(person);
            receipt = _byKey[key] =
                new { voucherId = $"V{_issued}", batch, claimedAt = "2026-11-22T02:00:01Z", journalPosition = _issued };
            // The voucher is issued, and the answer is lost on the way: the retry must bring it.
            if (_fault == Planted.LosesAnswers && _issued % 4 == 0) context.Abort();
            return Results.Json(receipt, statusCode: 201);
        }
    }

    /// <summary>A known key; the planted fault spoils the first one asked for once all is issued.</summary>
    private IResult Again(string key, object receipt)
    {
        if (_issued < _stock || _fault is not (Planted.LosesOne or Planted.ChangesOne)) return Results.Json(receipt);
        _spoilt ??= key;
        if (_spoilt != key) return Results.Json(receipt);
        return _fault == Planted.LosesOne
            ? Refuse("limit-reached")
            : Results.Json(new
            {
                voucherId = "V1000",
                batch = "one",
                claimedAt = "2026-11-22T02:00:02Z",
                journalPosition = 9,
            });
    }

    private IResult Refuse(string code) => Results.Json(new { code, opensAt = _opensAt }, statusCode: 409);
}
