using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// One voucher as a wallet read sees it; the rest follows from the campaign version it names. Until: with all that was
/// given back, Unix microseconds.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct WalletItem(
    [property: Id(0)] ulong Voucher, [property: Id(1)] int Batch, [property: Id(2)] int Version,
    [property: Id(3)] VoucherState State, [property: Id(4)] long ClaimedAtMicros, [property: Id(5)] byte CodeKey,
    [property: Id(6)] UInt128 Person, [property: Id(7)] long RemainingCents, [property: Id(8)] long UntilMicros,
    [property: Id(9)] bool Frozen);
