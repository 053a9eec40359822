using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tests.Drills.Served;

/// <summary>As much of a running server as the runner's staff asks for, in memory.</summary>
internal sealed class StaffOnlyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StaffOnlyServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/api/v1/campaigns/{campaign}", () => Campaign is { } known
            ? Results.Text(Public(known).ToJsonString(), "application/json") : Results.NotFound());
        _app.MapGet("/api/v1/ops/campaigns/{campaign}", () =>
            Results.Text(Campaign!.ToJsonString(), "application/json"));
        _app.MapPut("/api/v1/ops/campaigns/{campaign}", Put);
        _app.MapGet("/api/v1/ops/incidents", () => Results.Json(new { items = new[] { new { id = "i-1" } } }));
        _app.MapGet("/api/v1/ops/incidents/{incident}", () =>
            Results.Json(new { returns = new[] { new { campaign = "drill" } } }));
        _app.MapPost("/api/v1/ops/campaigns/{campaign}/resume", (JsonElement body) => Resumes.Enqueue(body));
        _app.MapPost("/api/v1/ops/incidents/{incident}/orders", () => Results.Ok());
    }

    public Uri Url => new(_app.Urls.Single());

    public DateTimeOffset Now { get; init; }

    /// <summary>As it was put; null: there is none.</summary>
    public JsonObject? Campaign { get; set; }

    public int Puts { get; private set; }

    public ConcurrentQueue<JsonElement> Resumes { get; } = [];

    public static async Task<StaffOnlyServer> StartAsync(DateTimeOffset now)
    {
        var server = new StaffOnlyServer { Now = now };
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A change of what is there must name the version it changes.</summary>
    private IResult Put(JsonElement body, HttpContext context)
    {
        if (Campaign is not null && context.Request.Headers.IfMatch.Count == 0) return Results.StatusCode(428);
        (Campaign, Puts) = (JsonObject.Create(body.Clone()), Puts + 1);
        return Results.Json(new { version = Puts });
    }

    private JsonObject Public(JsonObject known)
    {
        var closes = known["closesAt"]!.GetValue<string>();
        var isOver = DateTimeOffset.Parse(closes, CultureInfo.InvariantCulture) <= Now;
        return new JsonObject { ["phase"] = isOver ? "closed" : "open", ["closesAt"] = closes };
    }
}
