using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns.Documents;

/// <summary>The one reader from a tree to a campaign; JSON and YAML both come through here.</summary>
internal sealed class CampaignReader(FaultList faults, bool fromFile)
{
    /// <summary>A list beside the file, set after reading when the document names one.</summary>
    public string? AllowListFile { get; private set; }

    /// <summary>The campaign; meaningless if there are faults.</summary>
    public CampaignDefinition Read(DocumentNode root)
    {
        var members = new MemberReader(root, "", faults, "name", "mode", "refundMode", "shards", "timeZone", "opensAt",
            "closesAt", "perPersonLimit", "budget", "grantBudget", "eligibility", "redemption", "batches");
        return new CampaignDefinition
        {
            Name = Name(members),
            Mode = members.Choice("mode", ("firstCome", CampaignMode.FirstCome)),
            RefundMode = members.Choice("refundMode",
                ("restore", RefundMode.Restore), ("void", RefundMode.Void), ("extend", RefundMode.Extend)),
            Shards = members.OptionalCount("shards") ?? 1,
            TimeZone = members.Optional("timeZone") is { } zone
                ? members.Text(zone, members.At("timeZone"))
                : "Asia/Shanghai",
            OpensAt = members.Time("opensAt"),
            ClosesAt = members.Time("closesAt"),
            PerPersonLimit = members.Count("perPersonLimit"),
            Budget = Amount(members, "budget", members.Required("budget")) ?? default,
            GrantBudget = Amount(members, "grantBudget", members.Optional("grantBudget")),
            Eligibility = Eligibility(members),
            Redemption = RedemptionDocument.Read(members, faults),
            Batches = Batches(members),
        };
    }

    private List<BatchDefinition> Batches(MemberReader campaign)
    {
        var items = campaign.Items("batches", campaign.Required("batches"));
        var batches = new List<BatchDefinition>(Math.Min(items.Count, CampaignLimits.BatchesMax));
        if (items.Count > CampaignLimits.BatchesMax)
        {
            faults.Add("/batches", items[0].Line, "too-many", $"最多 {CampaignLimits.BatchesMax} 个批次。",
                $"At most {CampaignLimits.BatchesMax} batches.");
            return batches;
        }

        for (var i = 0; i < items.Count; i++) batches.Add(Batch(items[i], $"/batches/{i}"));
        return batches;
    }

    private BatchDefinition Batch(DocumentNode node, string pointer)
    {
        var members = new MemberReader(node, pointer, faults, "id", "name", "stock", "faceValue", "threshold",
            "perPersonLimit", "opensAt", "validFrom", "validUntil", "validDays", "budget", "partial", "stores");
        return new BatchDefinition
        {
            Id = members.Text("id"),
            Name = Name(members),
            Stock = members.Whole("stock"),
            FaceValue = Amount(members, "faceValue", members.Required("faceValue")) ?? default,
            Threshold = Amount(members, "threshold", members.Required("threshold")) ?? default,
            PerPersonLimit = members.Count("perPersonLimit"),
            OpensAt = members.OptionalTime("opensAt"),
            ValidFrom = members.OptionalTime("validFrom"),
            ValidUntil = members.OptionalTime("validUntil"),
            ValidDays = members.OptionalCount("validDays"),
            Budget = Amount(members, "budget", members.Optional("budget")),
            Partial = members.OptionalFlag("partial"),
            Stores = Stores(members),
        };
    }

    private StoreRule? Stores(MemberReader batch)
    {
        if (batch.Optional("stores") is not { } node) return null;
        var members = new MemberReader(node, batch.At("stores"), faults, "regions", "categories");
        return new StoreRule { Regions = Codes(members, "regions"), Categories = Codes(members, "categories") };
    }

    private static string[] Codes(MemberReader rule, string name) =>
    [
        .. rule.Items(name, rule.Optional(name)).Take(StoreRule.EntriesMax + 1)
            .Select((code, i) => rule.Text(code, $"{rule.At(name)}/{i}")),
    ];

    private Eligibility Eligibility(MemberReader campaign)
    {
        if (campaign.Optional("eligibility") is not { } node) return Campaigns.Eligibility.Everyone;
        var members = new MemberReader(node, "/eligibility", faults, "regions", "weekdayByLastDigit", "allowList");
        var regions = members.Items("regions", members.Optional("regions"));
        return new Eligibility
        {
            Regions = [.. regions.Select((region, i) => Region(members, region, i))],
            WeekdayByLastDigit = members.OptionalFlag("weekdayByLastDigit"),
            AllowList = members.Optional("allowList") is { } list ? AllowList(list) : null,
        };
    }

    private string Region(MemberReader eligibility, DocumentNode node, int index)
    {
        var pointer = $"/eligibility/regions/{index}";
        faults.Saw(pointer, node.Line);
        return eligibility.Text(node, pointer);
    }

    private AllowListReference? AllowList(DocumentNode node)
    {
        const string Pointer = "/eligibility/allowList";
        var local = fromFile && node is ObjectNode { Members: [{ Name: "file" }, ..] };
        if (!local)
        {
            var members = new MemberReader(node, Pointer, faults, "id", "sha256");
            return new AllowListReference(members.Text("id"), members.Text("sha256"));
        }

        var file = new MemberReader(node, Pointer, faults, "file").Text("file");
        AllowListFile = file;
        if (file.Length == 0 || file is "." or ".." || file.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            faults.Add(Pointer + "/file", node.Line, "file-not-beside", "名单文件须与活动文件在同一文件夹，只写文件名。",
                "The list lies in the same folder as the campaign; write the file's name only.");
        return null;
    }

    private BilingualText Name(MemberReader holder)
    {
        if (holder.Required("name") is not { } node) return new BilingualText("", "");
        var members = new MemberReader(node, holder.At("name"), faults, "zh", "en");
        return new BilingualText(members.Text("zh"), members.Text("en"));
    }

    private Money? Amount(MemberReader holder, string name, DocumentNode? node)
    {
        if (node is null) return null;
        var members = new MemberReader(node, holder.At(name), faults, "amount", "currency");
        return new Money(members.Whole("amount"), members.Text("currency"));
    }
}
