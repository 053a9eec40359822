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
/// <param name="Person">The person key: what a grant is made out to. Null: nobody is known by what was given.</param>
internal sealed record CallerView(
    PersonId? Person, Wallet Wallet, IReadOnlyList<DeskNotice> Affecting, IReadOnlyList<PersonMessage> Messages)
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
        if (Person is { } person) json.WriteString("person", person.ToString());
        json.WriteBoolean("holdsVouchers", Wallet.Items.Count > 0);
        json.WriteBoolean("affected", Affecting.Count > 0);
        json.WriteStartArray("vouchers");
        foreach (var voucher in Vouchers(gates, now)) Write(json, voucher);
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

    /// <summary>What the caller holds, as an agent may see it.</summary>
    public IEnumerable<CallerVoucher> Vouchers(Gates gates, DateTimeOffset now)
    {
        foreach (var item in Wallet.Items)
        {
            var id = new VoucherId(item.Voucher);
            if (gates.Find(id.Campaign) is not { } gate || gate.VersionOf(item.Version) is not { } version) continue;
            var batch = version.Definition.Batches[item.Batch];
            var issued = version.Validity(item.Batch, item.ClaimedAtMicros).Until;
            var until = UnixTime.ToTime(
                gate.Extensions.Until(issued.Micros(), item.Batch, item.ClaimedAtMicros).UntilMicros);
            yield return new CallerVoucher(
                Masked(id), gate.Id, batch.Id, batch.Name,
                item.State == VoucherState.Held && now >= until ? "expired" : Name(item.State), batch.FaceValue,
                UnixTime.ToTime(item.ClaimedAtMicros), until, Affecting.Any(notice => notice.Concerns(gate.Id)));
        }
    }

    private static void Write(Utf8JsonWriter json, CallerVoucher voucher)
    {
        json.WriteStartObject();
        json.WriteString("voucher", voucher.Number);
        json.WriteString("campaign", voucher.Campaign);
        json.WriteString("batch", voucher.Batch);
        json.WriteText("name", voucher.Name);
        json.WriteString("state", voucher.State);
        json.WriteMoney("faceValue", voucher.FaceValue);
        json.WriteTime("claimedAt", voucher.ClaimedAt);
        json.WriteTime("validUntil", voucher.ValidUntil);
        json.WriteBoolean("affected", voucher.Affected);
        json.WriteEndObject();
    }

    private static string Name(VoucherState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}

/// <summary>A voucher of a caller.</summary>
/// <param name="Number">All but its last characters hidden.</param>
/// <param name="State">As a wallet says it: <c>held</c>, <c>expired</c>, ...</param>
internal sealed record CallerVoucher(
    string Number, string Campaign, string Batch, BilingualText Name, string State, Money FaceValue,
    DateTimeOffset ClaimedAt, DateTimeOffset ValidUntil, bool Affected);
