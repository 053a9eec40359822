using System.Security.Cryptography;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Vouchers.Redemptions;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Wallets;

/// <summary>Signs what a wallet shows without a connection.</summary>
internal sealed class OfflineVouchers(
    Gates gates, KeyRing keys, IOptions<RedemptionOptions> options, TimeProvider clock)
{
    /// <summary>Why this voucher gets none; null: it may be used.</summary>
    public Refusal? Refusal(in WalletItem item) => VoucherWords.StateOf(item, clock.GetUtcNow()) switch
    {
        "held" or "partlyRedeemed" => null,
        "redeemed" => Refusals.AlreadyRedeemed,
        "void" => Refusals.Void,
        "frozen" => Refusals.Frozen,
        _ => Refusals.Expired,
    };

    public (string Payload, DateTimeOffset Until) Seal(in WalletItem item)
    {
        var id = new VoucherId(item.Voucher);
        var gate = gates.Find(id.Campaign);
        if (gate?.VersionOf(item.Version) is not { } version)
            throw new InvalidOperationException($"{id} is of a version that is not known");
        var batch = version.Definition.Batches[item.Batch];
        var (from, _) = version.Validity(item.Batch, item.ClaimedAtMicros);
        var now = clock.GetUtcNow();
        var end = UnixTime.ToTime(item.UntilMicros);
        var until = now.AddMinutes(options.Value.OfflineMinutes);
        if (end < until) until = end;
        Span<byte> nonce = stackalloc byte[8];
        RandomNumberGenerator.Fill(nonce);
        var voucher = new OfflineVoucher(
            id, item.CodeKey, batch.FaceValue.Amount, item.RemainingCents, batch.Threshold.Amount, Seconds(from),
            Seconds(end), Seconds(now), Seconds(until), BitConverter.ToUInt64(nonce), batch.FaceValue.Currency,
            gate.Id, batch.Id);
        return (voucher.Seal(keys.Current(KeyPurpose.OfflineVoucher)),
            DateTimeOffset.FromUnixTimeSeconds(Seconds(until)));
    }

    private static uint Seconds(DateTimeOffset time) =>
        (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);
}
