using System.Collections.Concurrent;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills.Acting;

/// <summary>
/// The people of the plan as the drill says they behave: they answer their first page by its link after so many
/// seconds, or stay silent.
/// </summary>
internal sealed class PlayedPeople : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);
    private const int TriesMax = 40;
    private readonly Dictionary<string, decimal> _answers;
    private readonly ConcurrentDictionary<string, Uri> _links = new(StringComparer.Ordinal);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource _stop = new();
    private readonly DrillLog _log;
    private readonly TimeProvider _clock;

    public PlayedPeople(DrillScript script, Inbox inbox, DrillLog log, TimeProvider clock)
    {
        (_log, _clock) = (log, clock);
        _answers = script.People.Where(one => one.AcknowledgesAfterSeconds is not null)
            .ToDictionary(one => one.Id, one => one.AcknowledgesAfterSeconds!.Value, StringComparer.Ordinal);
        inbox.Arrived = Arrived;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _client.Dispose();
    }

    private void Arrived(ReceivedPage page)
    {
        if (page.Link is not { } link || !_answers.TryGetValue(page.Person, out var after)) return;
        if (_links.TryAdd(page.Person, link)) _ = AnswerAsync(page.Person, after);
        else _links[page.Person] = link;
    }

    private async Task AnswerAsync(string person, decimal after)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds((double)after), _clock, _stop.Token);
            for (var i = 0; i < TriesMax; i++)
            {
                if (await TapAsync(_links[person])) return;
                await Task.Delay(Again, _clock, _stop.Token);
            }

            _log.See(SightKind.Note, person, "the acknowledgement was never taken", good: false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The drill is over.
        }

        async Task<bool> TapAsync(Uri link)
        {
            try
            {
                // What a mail scanner does changes nothing; the tap does.
                using var opened = await _client.GetAsync(link, _stop.Token);
                using var tapped = await _client.PostAsync(link, null, _stop.Token);
                if (!tapped.IsSuccessStatusCode) return false;
                _log.SeeOnce(SightKind.Acknowledged, person, "link");
                return true;
            }
            catch (Exception fault) when (StaffClient.IsNoAnswer(fault, _stop.Token))
            {
                return false;
            }
        }
    }
}
