using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// What an agent sees of a caller: vouchers with all but the last characters of their number hidden, what is wrong and
/// what to say, the messages sent. Nothing that names the person, no code.
/// </summary>
internal sealed record CallerView(
    Wallet Wallet, IReadOnlyList<DeskNotice> Affecting, IReadOnlyList<PersonMessage> Messages)
{
    private const int Shown = 4;

    /// <summary>As a voucher's number is read out: enough to tell two apart, too little to be of use.</summary>
    public static string Masked(VoucherId id)
    {
        var text = id.ToString();
        return new string('•', text.Length - Shown) + text[^Shown..];
    }

    public void Write(Utf8JsonWriter json, Gates gates, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteBoolean("holdsVouchers", Wallet.Items.Count > 0);
        json.WriteBoolean("affected", Affecting.Count > 0);
        json.WriteStartArray("vouchers");
        foreach (var item in Wallet.Items) WriteVoucher(json, item, gates, now);
        json.WriteEndArray();
        json.WriteStartArray("incidents");
        foreach (var notice in Affecting)
        {
            json.WriteStartObject();
            json.WriteString("incident", notice.Incident);
            json.WriteText("title", notice.Title);
            json.WriteText("say", notice.Say);
            json.WriteTime("publicAt", notice.PublicAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("messages");
        foreach (var message in Messages) message.Write(json);
        json.WriteEndArray();
        if (Wallet.AsOf is { } asOf) json.WriteTime("asOf", asOf);
        json.WriteEndObject();
    }

    private void WriteVoucher(Utf8JsonWriter json, in WalletItem item, Gates gates, DateTimeOffset now)
    {
        var id = new VoucherId(item.Voucher);
        if (gates.Find(id.Campaign) is not { } gate || gate.VersionOf(item.Version) is not { } version) return;
        var batch = version.Definition.Batches[item.Batch];
        var issued = version.Validity(item.Batch, item.ClaimedAtMicros).Until;
        var until = UnixTime.ToTime(
            gate.Extensions.Until(issued.Micros(), item.Batch, item.ClaimedAtMicros).UntilMicros);
        json.WriteStartObject();
        json.WriteString("voucher", Masked(id));
        json.WriteString("campaign", gate.Id);
        json.WriteString("batch", batch.Id);
        json.WriteText("name", batch.Name);
        json.WriteString("state", item.State == VoucherState.Held && now >= until ? "expired" : Name(item.State));
        json.WriteMoney("faceValue", batch.FaceValue);
        json.WriteTime("claimedAt", item.ClaimedAtMicros);
        json.WriteTime("validUntil", until);
        json.WriteBoolean("affected", Affecting.Any(notice => notice.Concerns(gate.Id)));
        json.WriteEndObject();
    }

    private static string Name(VoucherState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
