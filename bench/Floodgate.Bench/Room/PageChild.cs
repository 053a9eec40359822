using System.Globalization;
using System.Text;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Bench.Room;

/// <summary>
/// The process that is killed: a real room on a real spool whose sends are lines in a file, written before anything
/// is told of them. Declares so many incidents, or goes on with those of the spool.
/// </summary>
internal static class PageChild
{
    public const string ActsName = "acts";
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;
    private static readonly TimeSpan SendTakes = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(string folder, int declare, int deputyAfterSeconds)
    {
        var clock = TimeProvider.System;
        using var acts = new FileStream(
            Path.Combine(folder, ActsName), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var view = PagePlan.View(deputyAfterSeconds);
        await using var room = new ControlRoom(
            EntrySpool.OpenIn(folder, "server"), () => view, clock, NullLogger.Instance);
        async Task<string?> SendAsync(PageOrder order, CancellationToken cancel)
        {
            var mark = order.Repeat ? "repeat" : "first";
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{order.Message} {mark} {clock.GetUtcNow().ToUnixTimeMilliseconds()}\n");
            lock (acts) acts.Write(Encoding.ASCII.GetBytes(line));
            await Task.Delay(SendTakes, clock, cancel);
            return null;
        }

        var ways = new PageWays(
            SendAsync, (_, _) => Task.FromResult<string?>(null), view.ContactOf, _ => null, static () => { });
        var pages = new PageDispatcher(room, ways, clock, NullLogger.Instance);
        room.Written += pages.Send;
        room.Start(pages.SendLeft);
        await Console.Out.WriteLineAsync(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(Plain));
        // Each of a campaign of its own: over one they would be one incident.
        for (var i = 0; i < declare; i++)
            await room.AskAsync(decider => decider.Declare(new Declaration(
                "bench", PagePlan.Risk, null, ResponseLevel.III, null, [i.ToString(Plain)], "")));
        await Console.Out.WriteLineAsync("declared");
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, CancellationToken.None);
    }
}
