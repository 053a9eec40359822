using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns.Documents;

/// <summary>
/// The canonical JSON of a campaign: members in a fixed order, times in UTC, no white space, nothing written that is
/// not
/// set. The journal holds these bytes, so a change of this file must not change them for definitions that exist.
/// </summary>
internal static class CampaignWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(CampaignDefinition campaign)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            Write(json, "name", campaign.Name);
            json.WriteString("mode", WordOf(campaign.Mode));
            json.WriteString("refundMode", WordOf(campaign.RefundMode));
            json.WriteNumber("shards", campaign.Shards);
            json.WriteString("timeZone", campaign.TimeZone);
            Write(json, "opensAt", campaign.OpensAt);
            Write(json, "closesAt", campaign.ClosesAt);
            json.WriteNumber("perPersonLimit", campaign.PerPersonLimit);
            Write(json, "budget", campaign.Budget);
            Write(json, "grantBudget", campaign.GrantBudget);
            Write(json, campaign.Eligibility);
            if (campaign.Redemption != RedemptionRules.Default) RedemptionDocument.Write(json, campaign.Redemption);
            json.WriteStartArray("batches");
            foreach (var batch in campaign.Batches) Write(json, batch);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, BatchDefinition batch)
    {
        json.WriteStartObject();
        json.WriteString("id", batch.Id);
        Write(json, "name", batch.Name);
        json.WriteNumber("stock", batch.Stock);
        Write(json, "faceValue", batch.FaceValue);
        Write(json, "threshold", batch.Threshold);
        json.WriteNumber("perPersonLimit", batch.PerPersonLimit);
        Write(json, "opensAt", batch.OpensAt);
        Write(json, "validFrom", batch.ValidFrom);
        Write(json, "validUntil", batch.ValidUntil);
        if (batch.ValidDays is { } days) json.WriteNumber("validDays", days);
        Write(json, "budget", batch.Budget);
        if (batch.Partial) json.WriteBoolean("partial", true);
        if (batch.Stores is { } stores)
        {
            json.WriteStartObject("stores");
            Write(json, "regions", stores.Regions);
            Write(json, "categories", stores.Categories);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> codes)
    {
        if (codes.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var code in codes) json.WriteStringValue(code);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Eligibility eligibility)
    {
        json.WriteStartObject("eligibility");
        json.WriteStartArray("regions");
        foreach (var region in eligibility.Regions) json.WriteStringValue(region);
        json.WriteEndArray();
        json.WriteBoolean("weekdayByLastDigit", eligibility.WeekdayByLastDigit);
        if (eligibility.AllowList is { } list)
        {
            json.WriteStartObject("allowList");
            json.WriteString("id", list.Id);
            json.WriteString("sha256", list.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, BilingualText text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, string name, Money? money)
    {
        if (money is not { } amount) return;
        json.WriteStartObject(name);
        json.WriteNumber("amount", amount.Amount);
        json.WriteString("currency", amount.Currency);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } set) json.WriteString(name, TimeText.Write(set));
    }

    private static string WordOf(CampaignMode mode) => mode switch
    {
        CampaignMode.FirstCome => "firstCome",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "no such mode"),
    };

    private static string WordOf(RefundMode mode) => mode switch
    {
        RefundMode.Restore => "restore",
        RefundMode.Void => "void",
        RefundMode.Extend => "extend",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "no such refund mode"),
    };
}
