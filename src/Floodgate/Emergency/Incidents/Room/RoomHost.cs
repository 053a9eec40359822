using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The room of this process with what works for it: pages, steps, the store, the public board. Opened before the node
/// takes traffic and closed after it.
/// </summary>
internal sealed class RoomHost(
    ControlRoom room, PageDispatcher pages, StepRunner steps, EntryStore store, PublicWord word,
    EntrySpool spool, ILogger<RoomHost> log) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private Task _store = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (spool.Damaged > 0) IncidentsLog.SpoolDamaged(log, spool.Damaged);
        room.Written += pages.Send;
        room.Written += steps.Begin;
        room.Written += word.Tell;
        room.Written += (entries, _) => store.Take(entries);
        room.Written += (entries, _) => Say(entries);
        store.Take(spool.Entries);
        room.Start(state =>
        {
            word.TellAll(state);
            pages.SendLeft(state);
            steps.BeginLeft(state);
        });
        _store = store.RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _store;
        await room.DisposeAsync();
        _stop.Dispose();
    }

    private void Say(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            if (entry.Fact is Opened opened)
                IncidentsLog.Opened(log, entry.Incident, opened.Level.ToString(), opened.Title.En);
    }
}
