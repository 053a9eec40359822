using System.Collections.Concurrent;
using System.Text.Json;
using Floodgate.Cluster;
using Floodgate.Emergency.Detection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// One room acts for all nodes; the others keep its log and go on when its node is silent. Nothing is asked of the
/// database. Two that lead because they cannot hear each other do no harm: their entries come together by origin and
/// sequence, and a call they both make has the same name.
/// </summary>
internal sealed class RoomLead(
    ControlRoom room, LivingNodes nodes, OtherNodes others, Standing levers, RoomSwitch automation, TimeProvider clock,
    ILogger<RoomLead> log)
{
    /// <summary>A node that has answered nothing for so long leads no more.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(3);

    private const int TalksMax = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1);

    /// <summary>People are called at once, also when a node that should know of it hangs.</summary>
    private static readonly TimeSpan ToldMax = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, Peer> _peers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Task _telling = Task.CompletedTask;
    private Task? _next;
    private int _counted = 1;

    /// <summary>What fires at this node and at the others.</summary>
    public FiringEverywhere Firing { get; } = new();

    /// <summary>Tells this node's room what another node's detection has begun or ceased to see.</summary>
    public Action<IReadOnlyList<Finding>> Heard { get; set; } = static _ => { };

    public string Me => nodes.Me;

    /// <summary>No other node is known to live.</summary>
    public bool IsAlone => nodes.Now.Count <= 1;

    /// <summary>The node whose room acts, as this one sees it.</summary>
    public string Lead => LeadChoice.Of(
        nodes.Now.Select(node => KeyValuePair.Create(node.Key, node.Value.Generation)), Me, IsSilent);

    /// <summary>This node's room acts: it is its turn, and it has what the others had. Alone it always is.</summary>
    public bool Leads => IsAlone || (room.Active && Lead == Me);

    /// <summary>
    /// Talks to all others once a second until cancelled, takes the lead when it is this node's turn and gives it up
    /// when it is another's.
    /// </summary>
    /// <param name="act">Makes the room active: goes on with what the lead before left.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(Func<Task> act, CancellationToken cancel)
    {
        levers.Changed = () => _ = ToldAsync();
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            do
            {
                try
                {
                    await StepAsync(act);
                }
#pragma warning disable CA1031 // Nobody else would notice that nobody leads.
                catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LeadLog.Faulted(log, fault);
                }
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>
    /// All nodes that answer have what was written before this was called; waits for none that hangs.
    /// </summary>
    public async Task ToldAsync()
    {
        if (IsAlone) return;
        Task told;
        // One talk that begins after this moment is enough for all who ask until it begins.
        lock (_gate) told = _next ??= NextAsync();
        try
        {
            await told.WaitAsync(ToldMax, clock);
        }
        catch (TimeoutException)
        {
            // Told in a second, or when it answers.
        }
    }

    /// <summary>Asks the room of one node. Never throws.</summary>
    public Task<NodeAnswer<T>> AskAsync<T>(string node, Func<IRoomNodeGrain, Task<T>> ask, TimeSpan within) =>
        others.AskAsync(node, ask, within);

    /// <summary>Asks the rooms of all other nodes. Never throws.</summary>
    public Task<IReadOnlyList<NodeAnswer<T>>> AskAllAsync<T>(Func<IRoomNodeGrain, Task<T>> ask, TimeSpan within) =>
        others.AskAsync(ask, within);

    /// <summary>Gives and takes until neither has more. What is not answered is said again in a second.</summary>
    public async Task TalkAsync(string node)
    {
        var peer = PeerOf(node);
        for (var talks = 0; talks < TalksMax; talks++)
        {
            var told = await peer.Side.SayAsync();
            var answer = await AskAsync(node, grain => grain.TalkAsync(WordOf(told).ToJson()), AnswerMax);
            if (answer.Said is not { } json)
            {
                Missed(node, answer.Silence ?? "nothing");
                return;
            }

            RoomWord word;
            try
            {
                word = RoomWord.Read(json);
                await HearAsync(peer, word);
            }
            catch (JsonException fault)
            {
                // It is as good as silent: another one must lead.
                Missed(node, fault.Message);
                return;
            }

            if (!told.HasMore && !word.Said.HasMore && word.Said.Have >= told.From + told.Entries.Count) return;
        }
    }

    /// <summary>Answers another node's word.</summary>
    public async Task<byte[]> AnswerAsync(byte[] json)
    {
        var word = RoomWord.Read(json);
        var peer = PeerOf(word.From);
        await HearAsync(peer, word);
        return WordOf(await peer.Side.SayAsync()).ToJson();
    }

    private async Task StepAsync(Func<Task> act)
    {
        var living = nodes.Now;
        foreach (var gone in _peers.Keys.Where(node => !living.ContainsKey(node)).ToArray())
            _peers.TryRemove(gone, out _);
        await Task.WhenAll(living.Keys.Where(node => node != Me).Select(TalkAsync));
        Heard(Firing.Retain([.. living.Keys.Where(node => node != Me && !IsSilent(node))]));
        if (Interlocked.Exchange(ref _counted, living.Count) != living.Count) levers.Renew();
        var lead = Lead;
        if (lead == Me && !room.Active)
        {
            // All that answer have just told what they had.
            await act();
            LeadLog.Leads(log);
        }
        else if (lead != Me && room.Active)
        {
            room.Active = false;
            LeadLog.Follows(log, lead);
        }
    }

    private void Missed(string node, string why)
    {
        if (Storage.LogPace.Allows(LeadLog.NotHeardId, node)) LeadLog.NotHeard(log, node, why);
    }

    private async Task NextAsync()
    {
        Task before;
        lock (_gate) before = _telling;
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _telling = Task.WhenAll(nodes.Now.Keys.Where(node => node != Me && !IsSilent(node)).Select(TalkAsync));
            _next = null;
        }

        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task HearAsync(Peer peer, RoomWord word)
    {
        await peer.Side.HearAsync(word.Said);
        peer.HeardAt = clock.GetTimestamp();
        Heard(Firing.Take(word.From, word.Firing));
        if (!word.Leads || Lead != word.From) return;
        levers.Follow(word.Levers);
        automation.Follow(word.Switch);
    }

    private RoomWord WordOf(HandoverMessage said) =>
        new(Me, said, Leads, Firing.Own, levers.All, [.. automation.Turns.Reverse()]);

    private Peer PeerOf(string node) =>
        _peers.GetOrAdd(node, _ => new Peer(new HandoverSide(room)) { HeardAt = clock.GetTimestamp() });

    private bool IsSilent(string node) =>
        _peers.TryGetValue(node, out var peer) && clock.GetElapsedTime(peer.HeardAt) > SilentAfter;

    private sealed class Peer(HandoverSide side)
    {
        private long _heardAt;

        public HandoverSide Side { get; } = side;

        public long HeardAt
        {
            get => Interlocked.Read(ref _heardAt);
            set => Interlocked.Exchange(ref _heardAt, value);
        }
    }
}
