using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Acting;

/// <summary>
/// Two tills without a connection take the same vouchers, each within its signed quota, and hand them in one after the
/// other: the second learns that they were spent.
/// </summary>
internal sealed class OfflineTwice(IDrillGround ground, DrillLog log, DrillsOptions options, TimeProvider clock)
{
    /// <param name="name">The people's common name.</param>
    /// <exception cref="RushStopped">It was answered otherwise than the contract says.</exception>
    public async Task HandInAsync(string name, int number, CancellationToken stop)
    {
        using var holders = new TillHolders(ground.Url, DrillCampaign.Id, DrillCampaign.Batch, options, clock);
        var payloads = new List<string>();
        foreach (var voucher in await holders.ClaimAsync(name, number, stop))
            payloads.Add(await holders.PayloadAsync(voucher, stop));
        var takenAt = new int[number];
        foreach (var till in ground.Tills)
        {
            using var client = new StaffClient(ground.Url, till.Key);
            var quota = await client.MustAsync(
                HttpMethod.Post, "/api/v1/till/quota",
                new { terminal = till.Terminal, currency = DrillCampaign.Currency }, stop);
            var token = quota.GetProperty("token").GetString()!;
            var entries = Entries(quota.GetProperty("quotaId").GetString()!, token, till, payloads);
            var answer = await client.MustAsync(
                HttpMethod.Post, "/api/v1/till/sync", new { quota = token, entries }, stop);
            foreach (var group in answer.GetProperty("entries").EnumerateArray().GroupBy(Outcome))
                log.See(SightKind.Answers, group.Key, till.Store, number: group.Count());
            foreach (var entry in answer.GetProperty("entries").EnumerateArray().Where(one => Outcome(one) == "taken"))
                takenAt[entry.GetProperty("entry").GetInt32() - 1]++;
        }

        log.See(
            SightKind.Invariant, "I5",
            $"{number} vouchers handed in by {ground.Tills.Count} tills, {takenAt.Sum()} taken",
            Array.TrueForAll(takenAt, times => times == 1));
    }

    private static string Outcome(System.Text.Json.JsonElement entry) =>
        entry.TryGetProperty("code", out var code) ? code.GetString()! : entry.GetProperty("state").GetString()!;

    /// <summary>A till's log: each entry chained to the one before.</summary>
    private object[] Entries(string quota, string token, DrillTill till, List<string> payloads)
    {
        var head = Hex(token);
        return [.. payloads.Select(object (payload, i) =>
        {
            var (entry, at, order) = (i + 1, clock.GetUtcNow().ToUnixTimeMilliseconds(), $"{till.Store}-{i}");
            var previous = head;
            head = Hex(string.Create(
                CultureInfo.InvariantCulture,
                $"fg-till-1\n{previous}\n{entry}\n{quota}\n{till.Terminal}\n{at}\n{DrillCampaign.OrderCents}\n{
                    DrillCampaign.Currency}\n{order}\n{payload}"));
            return new
            {
                entry,
                previous,
                payload,
                orderRef = order,
                orderAmount = new { amount = DrillCampaign.OrderCents, currency = DrillCampaign.Currency },
                at,
                hash = head,
            };
        })];
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
