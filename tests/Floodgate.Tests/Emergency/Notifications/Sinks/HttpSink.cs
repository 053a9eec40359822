using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tests.Emergency.Sinks;

/// <summary>A request as a provider would see it.</summary>
internal sealed record SinkRequest(
    string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What the provider answers.</summary>
internal sealed record SinkAnswer(int Status, string Body = "{}", string? Header = null, string? Value = null)
{
    public static readonly SinkAnswer Good = new(200, """{"errcode":0,"errmsg":"ok","id":"p-1"}""");
}

/// <summary>
/// A provider on a free port of this machine: keeps what it is sent, answers what the test wants, and can be told to
/// answer nobody until it is let go.
/// </summary>
internal sealed class HttpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _arrived = new(0);
    private TaskCompletionSource? _stall;

    private HttpSink(WebApplication app) => _app = app;

    public ConcurrentQueue<SinkRequest> Requests { get; } = new();

    public Func<SinkRequest, SinkAnswer> Answer { get; set; } = _ => SinkAnswer.Good;

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<HttpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new HttpSink(app);
        app.Run(sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    public string Url(string path = "/hook") => new Uri(Address, path).ToString();

    /// <summary>From now on nobody gets an answer.</summary>
    public void Stall() => _stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => _stall?.TrySetResult();

    /// <summary>Returns when so many more requests have come.</summary>
    public async Task ArrivedAsync(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromMinutes(3)), $"request {i + 1} of {count} did not come");
    }

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new SinkRequest(
            context.Request.Path,
            context.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal),
            context.Request.Headers.ToDictionary(
                one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        Requests.Enqueue(request);
        _arrived.Release();
        if (_stall is { } stall) await stall.Task.WaitAsync(context.RequestAborted);
        var answer = Answer(request);
        context.Response.StatusCode = answer.Status;
        if (answer.Header is { } header) context.Response.Headers[header] = answer.Value;
        await context.Response.WriteAsync(answer.Body);
    }
}
