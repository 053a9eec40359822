using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Simulation.Net;

/// <summary>A shard's book as seen over the network.</summary>
internal sealed class BookProxy(SimWorld world, ChainId chain) : IVoucherBookGrain
{
    public Task<ClaimAnswer[]?> ClaimAsync(ClaimRequest[] requests) =>
        world.Net.Call(chain, to => world.Planted.ClaimAsync(to.Shard!, requests), repeats: true);

    public Task<WalletItem[]?> WalletAsync(UInt128 person) =>
        world.Net.Call(chain, to => to.Shard!.WalletAsync(person), repeats: true);

    public Task<bool> DefineAsync(VersionMessage version) =>
        world.Net.Call(chain, to => to.Shard!.DefineAsync(version), repeats: true);

    public Task<bool> PauseAsync(byte[] pause, long stamp) =>
        world.Net.Call(chain, to => to.Shard!.PauseAsync(pause, stamp), repeats: true);

    public Task<bool> ResumeAsync(string key, string reason, string actor, long stamp) =>
        world.Net.Call(chain, to => to.Shard!.ResumeAsync(key, reason, actor, stamp), repeats: true);

    public Task<bool> ExtendAsync(int number, byte[] extension) =>
        world.Net.Call(chain, to => to.Shard!.ExtendAsync(number, extension), repeats: true);

    public Task<RecallReply> RecallAsync(int batch, long granted) =>
        world.Net.Call(chain, to => to.Shard!.RecallAsync(batch, granted), repeats: true);

    public Task<RecallReply> RecallCapAsync(string counter, long granted, int version) =>
        world.Net.Call(chain, to => to.Shard!.RecallCapAsync(counter, granted, version), repeats: true);

    public Task<bool[]?> HoldersAsync(UInt128[] persons) =>
        world.Net.Call(chain, to => to.Shard!.HoldersAsync(persons), repeats: true);

    public Task<ShardFigures> FiguresAsync() => world.Net.Call(chain, to => to.Shard!.FiguresAsync(), repeats: true);

    public Task<BookFacts> FactsAsync() => world.Net.Call(chain, to => to.Shard!.FactsAsync(), repeats: true);

    public Task<RedemptionAnswer> RedeemAsync(RedeemRequest request) =>
        world.Net.Call(chain, to => world.Planted.RedeemAsync(to.Shard!, request), repeats: true);

    public Task<RedemptionAnswer[]?> RedeemManyAsync(RedeemRequest[] requests) =>
        throw new NotSupportedException("the simulated till asks for one at a time; the command is the same");

    public Task<RefundAnswer> RefundAsync(RefundRequest request) =>
        world.Net.Call(chain, to => world.Planted.RefundAsync(to.Shard!, request), repeats: true);

    public Task<RedemptionAnswer> UndoAsync(UndoRequest request) =>
        world.Net.Call(chain, to => to.Shard!.UndoAsync(request), repeats: true);

    public Task<MarkAnswer> MarkAsync(MarkRequest request) =>
        world.Net.Call(chain, to => to.Shard!.MarkAsync(request), repeats: true);

    public Task<RedemptionAnswer[]?> ByOrderAsync(int store, ulong order) =>
        world.Net.Call(chain, to => to.Shard!.ByOrderAsync(store, order), repeats: true);

    public Task<VoucherLife> LifeAsync(long number) =>
        world.Net.Call(chain, to => to.Shard!.LifeAsync(number), repeats: true);

    public Task<ExpiryStep> ExpireAsync(int from, int scanMax, int expireMax, long graceMicros) =>
        world.Net.Call(chain, to => world.Planted.ExpireAsync(
            to.Shard!, from, scanMax, expireMax, graceMicros), repeats: true);

    public Task<bool> EnsureOpenAsync() => world.Net.Call(chain, to => to.Shard!.WhenOpenAsync(), repeats: true);
}

/// <summary>
/// The campaign's pool as seen over the network. What an operator asks is not repeated by it: only by the operator.
/// </summary>
internal sealed class PoolProxy(SimWorld world) : IStockPoolGrain
{
    private static readonly ChainId Pool = ChainId.Pool(SimWorld.Campaign);

    public Task<JoinReply> JoinAsync(JoinRequest request) =>
        world.Net.Call(Pool, to => to.Pool!.JoinAsync(request), repeats: true);

    public Task<StockReply> RequestStockAsync(StockRequest request) =>
        world.Net.Call(Pool, to => to.Pool!.RequestStockAsync(request), repeats: true);

    public Task<StockReply> RequestCapAsync(CapRequest request) =>
        world.Net.Call(Pool, to => to.Pool!.RequestCapAsync(request), repeats: true);

    public Task<ApplyReply> ApplyAsync(byte[] definition, int expectedVersion, byte codeKey) =>
        world.Net.Call(Pool, to => to.Pool!.ApplyAsync(definition, expectedVersion, codeKey), repeats: true);

    public Task<bool> PauseAsync(byte[] pause) =>
        world.Net.Call(Pool, to => to.Pool!.PauseAsync(pause), repeats: false);

    public Task<bool> ResumeAsync(string key, string reason, string actor, long ifStamp) =>
        world.Net.Call(Pool, to => to.Pool!.ResumeAsync(key, reason, actor, ifStamp), repeats: false);

    public Task<ExtendKind> ExtendAsync(byte[] extension) =>
        world.Net.Call(Pool, to => to.Pool!.ExtendAsync(extension), repeats: true);

    public Task<PoolFacts> FactsAsync(int version, int extensions) =>
        world.Net.Call(Pool, to => to.Pool!.FactsAsync(version, extensions), repeats: true);

    public Task<PoolFigures> FiguresAsync() => world.Net.Call(Pool, to => to.Pool!.FiguresAsync(), repeats: true);
}
