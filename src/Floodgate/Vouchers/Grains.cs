using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Vouchers;

/// <summary>One shard's book; the key is <see cref="Storage.ChainId.Value"/>. Grain calls carry batches.</summary>
[Alias("floodgate.book.v1")]
internal interface IVoucherBookGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// One answer a request, in order. Null: the book is not open, nothing happened. Empty: its queue is full.
    /// </summary>
    [Alias("claim")]
    Task<ClaimAnswer[]?> ClaimAsync(ClaimRequest[] requests);

    /// <summary>What a person holds here. Null: the book is not open.</summary>
    [Alias("wallet")]
    Task<WalletItem[]?> WalletAsync(UInt128 person);

    [Alias("define")]
    Task<bool> DefineAsync(VersionMessage version);

    /// <param name="pause">JSON of the pause.</param>
    /// <param name="stamp">The pool's count of changes with it: older words are ignored.</param>
    [Alias("pause")]
    Task<bool> PauseAsync(byte[] pause, long stamp);

    [Alias("resume")]
    Task<bool> ResumeAsync(string key, string reason, string actor, long stamp);

    /// <param name="number">Its number with the pool; false: one before it is missing, the book asks for all.</param>
    /// <param name="extension">JSON of the extension, as the pool has it.</param>
    [Alias("extend")]
    Task<bool> ExtendAsync(int number, byte[] extension);

    /// <summary>Receives what was granted, then gives back what no claim waits for.</summary>
    [Alias("recall")]
    Task<RecallReply> RecallAsync(int batch, long granted);

    /// <summary>Gives back the room under a cap that lies idle; what this call brings is kept.</summary>
    [Alias("recallCap")]
    Task<RecallReply> RecallCapAsync(string counter, long granted, int version);

    /// <summary>Which of these hold something here, in order. Null: the book is not open.</summary>
    [Alias("holders")]
    Task<bool[]?> HoldersAsync(UInt128[] persons);

    [Alias("figures")]
    Task<ShardFigures> FiguresAsync();

    /// <summary>What a gate on another node is to know of the shard.</summary>
    [Alias("facts")]
    Task<BookFacts> FactsAsync();

    /// <summary>One redemption; waits for room under a cap when it needs some.</summary>
    [Alias("redeem")]
    Task<RedemptionAnswer> RedeemAsync(RedeemRequest request);

    /// <summary>
    /// One answer a request, in order; what needs room under a cap is answered so at once and comes again alone. Null:
    /// the book is not open, nothing happened. Empty: its queue is full.
    /// </summary>
    [Alias("redeemMany")]
    Task<RedemptionAnswer[]?> RedeemManyAsync(RedeemRequest[] requests);

    [Alias("refund")]
    Task<RefundAnswer> RefundAsync(RefundRequest request);

    [Alias("undo")]
    Task<RedemptionAnswer> UndoAsync(UndoRequest request);

    [Alias("mark")]
    Task<MarkAnswer> MarkAsync(MarkRequest request);

    /// <summary>The redemptions of a store's order here, newest first. Null: the book is not open.</summary>
    [Alias("byOrder")]
    Task<RedemptionAnswer[]?> ByOrderAsync(int store, ulong order);

    /// <summary>One voucher by its number, with its redemptions.</summary>
    [Alias("life")]
    Task<VoucherLife> LifeAsync(long number);

    /// <summary>Journals the expiry of vouchers from a number on; the answer says where to go on.</summary>
    [Alias("expire")]
    Task<ExpiryStep> ExpireAsync(int from, int scanMax, int expireMax, long graceMicros);

    /// <summary>Opens the book if it is not; answers whether it is open.</summary>
    [Alias("ensure")]
    Task<bool> EnsureOpenAsync();
}

/// <summary>One campaign's pool; the key is the campaign's number.</summary>
[Alias("floodgate.pool.v1")]
internal interface IStockPoolGrain : IGrainWithIntegerKey
{
    [Alias("join")]
    Task<JoinReply> JoinAsync(JoinRequest request);

    [Alias("stock")]
    Task<StockReply> RequestStockAsync(StockRequest request);

    [Alias("cap")]
    Task<StockReply> RequestCapAsync(CapRequest request);

    /// <param name="definition">Canonical JSON, already validated.</param>
    /// <param name="expectedVersion">The version it replaces; 0 for a new campaign.</param>
    /// <param name="codeKey">Key that codes issued under it are made with.</param>
    [Alias("apply")]
    Task<ApplyReply> ApplyAsync(byte[] definition, int expectedVersion, byte codeKey);

    [Alias("pause")]
    Task<bool> PauseAsync(byte[] pause);

    /// <param name="ifStamp">
    /// Only while no pause has been set or lifted since the pool said this stamp; negative: whatever happened.
    /// </param>
    [Alias("resume")]
    Task<bool> ResumeAsync(string key, string reason, string actor, long ifStamp);

    /// <param name="extension">JSON of the extension.</param>
    [Alias("extend")]
    Task<ExtendKind> ExtendAsync(byte[] extension);

    [Alias("figures")]
    Task<PoolFigures> FiguresAsync();

    /// <summary>What a gate on another node is to know of the campaign.</summary>
    /// <param name="version">The newest version it knows.</param>
    /// <param name="extensions">How many extensions it knows.</param>
    [Alias("facts")]
    Task<PoolFacts> FactsAsync(int version, int extensions);
}
