using System.Text.Json;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns.Documents;

/// <summary>The member <c>redemption</c> of a campaign, read and written; left out, the defaults hold.</summary>
internal static class RedemptionDocument
{
    private const string Place = "/redemption";

    private static readonly (string Word, LiableParty Value)[] Parties =
        [("merchant", LiableParty.Merchant), ("organiser", LiableParty.Organiser)];

    private static readonly (string Word, CapKind Value)[] Kinds =
        [("day", CapKind.Day), ("region", CapKind.Region), ("merchant", CapKind.Merchant)];

    public static RedemptionRules Read(MemberReader campaign, FaultList faults)
    {
        if (campaign.Optional("redemption") is not { } node) return RedemptionRules.Default;
        var members = new MemberReader(
            node, Place, faults, "vouchersPerOrder", "undoMinutes", "refundExtendDays", "offlineLiable", "caps");
        var standard = RedemptionRules.Default;
        return new RedemptionRules
        {
            VouchersPerOrder = members.OptionalCount("vouchersPerOrder") ?? standard.VouchersPerOrder,
            UndoMinutes = members.OptionalCount("undoMinutes") ?? standard.UndoMinutes,
            RefundExtendDays = members.OptionalCount("refundExtendDays") ?? standard.RefundExtendDays,
            OfflineLiable = members.Optional("offlineLiable") is null
                ? standard.OfflineLiable : members.Choice("offlineLiable", Parties),
            Caps = Caps(members, faults),
        };
    }

    public static void Write(Utf8JsonWriter json, RedemptionRules rules)
    {
        json.WriteStartObject("redemption");
        json.WriteNumber("vouchersPerOrder", rules.VouchersPerOrder);
        json.WriteNumber("undoMinutes", rules.UndoMinutes);
        json.WriteNumber("refundExtendDays", rules.RefundExtendDays);
        json.WriteString("offlineLiable", Word(Parties, rules.OfflineLiable));
        json.WriteStartArray("caps");
        foreach (var cap in rules.Caps)
        {
            json.WriteStartObject();
            json.WriteString("per", Word(Kinds, cap.Per));
            if (cap.Target is { } target) json.WriteString("target", target);
            CampaignWriter.Write(json, "amount", cap.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static List<SpendingCap> Caps(MemberReader members, FaultList faults)
    {
        var items = members.Items("caps", members.Optional("caps"));
        var caps = new List<SpendingCap>(Math.Min(items.Count, CampaignLimits.CapsMax));
        if (items.Count > CampaignLimits.CapsMax)
        {
            faults.Add(Place + "/caps", items[0].Line, "too-many", $"最多 {CampaignLimits.CapsMax} 条上限。",
                $"At most {CampaignLimits.CapsMax} caps.");
            return caps;
        }

        for (var i = 0; i < items.Count; i++) caps.Add(Cap(items[i], $"{Place}/caps/{i}", faults));
        return caps;
    }

    private static SpendingCap Cap(DocumentNode node, string pointer, FaultList faults)
    {
        var members = new MemberReader(node, pointer, faults, "per", "target", "amount");
        var target = members.Optional("target") is { } text ? members.Text(text, members.At("target")) : null;
        return new SpendingCap(members.Choice("per", Kinds), target, Amount(members, faults));
    }

    private static Money Amount(MemberReader cap, FaultList faults)
    {
        if (cap.Required("amount") is not { } node) return default;
        var members = new MemberReader(node, cap.At("amount"), faults, "amount", "currency");
        return new Money(members.Whole("amount"), members.Text("currency"));
    }

    private static string Word<T>((string Word, T Value)[] words, T value)
        where T : struct, Enum => Array.Find(words, pair => pair.Value.Equals(value)).Word;
}
