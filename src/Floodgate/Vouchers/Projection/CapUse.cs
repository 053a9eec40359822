using System.Data.Common;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Operations.Face;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// What is used of a campaign's caps, refunds deducted, from the projection: a moment behind the books.
/// </summary>
internal sealed class CapUse(StorageEngine engine)
{
    private const string Net =
        """CAST(sum("DiscountCents" - "RestoredCents" - "ReturnedCents") AS bigint)""";

    public IReadOnlyList<CapLine> Read(int campaign, CampaignDefinition rules, DateTimeOffset now)
    {
        using var connection = engine.OpenRead();
        var caps = rules.Redemption.Caps;
        var regions = caps.Any(cap => cap.Per == CapKind.Region) ? By(connection, "Region", campaign) : [];
        var merchants = caps.Any(cap => cap.Per == CapKind.Merchant) ? By(connection, "Merchant", campaign) : [];
        return [.. caps.Select(cap => cap.Per switch
        {
            CapKind.Day => new CapLine("day", null, null, cap.Amount.Amount, OfDay(connection, campaign, rules, now)),
            CapKind.Region => Line("region", cap, regions, (name, target) =>
                name.StartsWith(target, StringComparison.Ordinal)),
            _ => Line("merchant", cap, merchants, (name, target) => name == target),
        })];
    }

    private static CapLine Line(
        string per, SpendingCap cap, Dictionary<string, long> uses, Func<string, string, bool> covers)
    {
        if (cap.Target is { } target)
            return new CapLine(per, target, null, cap.Amount.Amount,
                uses.Where(one => covers(one.Key, target)).Sum(one => one.Value));
        var most = uses.OrderByDescending(one => one.Value).FirstOrDefault();
        return new CapLine(per, null, most.Key, cap.Amount.Amount, most.Value);
    }

    private static Dictionary<string, long> By(DbConnection connection, string column, int campaign)
    {
        using var command = connection.Statement(
            $"""
            SELECT "{column}", {Net} FROM redemption WHERE "Campaign" = @campaign AND NOT "Undone" GROUP BY "{column}"
            """,
            ("@campaign", campaign));
        using var reader = command.ExecuteReader();
        var uses = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read()) uses[reader.GetString(0)] = reader.GetInt64(1);
        return uses;
    }

    private static long OfDay(
        DbConnection connection, int campaign, CampaignDefinition rules, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rules.TimeZone);
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        using var command = connection.Statement(
            $"""
            SELECT coalesce({Net}, 0) FROM redemption
            WHERE "Campaign" = @campaign AND NOT "Undone" AND "At" >= @from AND "At" < @until
            """,
            ("@campaign", campaign), ("@from", Begin(midnight, zone)), ("@until", Begin(midnight.AddDays(1), zone)));
        return (long)command.ExecuteScalar()!;
    }

    private static long Begin(DateTime midnight, TimeZoneInfo zone) =>
        new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).Micros();
}
