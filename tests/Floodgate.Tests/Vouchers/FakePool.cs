using Floodgate.Campaigns;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Tests.Vouchers;

/// <summary>A pool that keeps pauses as the real one does, while its books can or cannot be reached.</summary>
internal sealed class FakePool : IStockPoolGrain
{
    private readonly Lock _gate = new();

    public bool BooksAway { get; set; }

    public PauseSet Pauses { get; private set; } = PauseSet.None;

    /// <summary>Until it ends the pool answers no pause.</summary>
    public TaskCompletionSource? Hang { get; set; }

    public async Task<bool> PauseAsync(byte[] pause)
    {
        if (Hang is { } hang) await hang.Task;
        lock (_gate) Pauses = Pauses.With(Pause.FromJson(pause));
        return !BooksAway;
    }

    public Task<bool> ResumeAsync(string key, string reason, string actor, long ifStamp)
    {
        Pauses = Pauses.Without(key.Length == 0 ? null : key);
        return Task.FromResult(!BooksAway);
    }

    public Task<ExtendKind> ExtendAsync(byte[] extension) => throw new NotSupportedException();

    public Task<PoolFigures> FiguresAsync() => Task.FromResult(new PoolFigures(
        Answered: true, 0, [], [.. Pauses.All.Select(pause => pause.ToJson())], [], [], null));

    public Task<PoolFacts> FactsAsync(int version, int extensions) => throw new NotSupportedException();

    public Task<JoinReply> JoinAsync(JoinRequest request) => throw new NotSupportedException();

    public Task<StockReply> RequestStockAsync(StockRequest request) => throw new NotSupportedException();

    public Task<StockReply> RequestCapAsync(CapRequest request) => throw new NotSupportedException();

    public Task<ApplyReply> ApplyAsync(byte[] definition, int expectedVersion, byte codeKey) =>
        throw new NotSupportedException();
}
