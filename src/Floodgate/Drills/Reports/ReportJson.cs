using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Crowds;

namespace Floodgate.Drills.Reports;

/// <summary>The report for programs: every number of the page, second by second. Latencies are microseconds.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Write(RushReport report)
    {
        var tally = report.Tally;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            scenario = report.Scenario.Id,
            report.Campaign,
            report.Server,
            report.Seed,
            openedAt = report.OpenedAt,
            holds = report.Holds,
            findings = report.Findings,
            crowd = new { report.People, report.Devices, report.Stock, report.Ratio },
            lastIssueSecond = Math.Round(RushFigures.LastIssueSecond(report), 3),
            report.ElapsedSeconds,
            tally.Requests,
            tally.Admitted,
            tally.Issued,
            tally.NoAnswer,
            tally.InTime,
            tally.Refused,
            endings = report.Endings.ToDictionary(pair => JsonNamingPolicy.CamelCase.ConvertName(pair.Key.ToString()),
                pair => pair.Value),
            report.ToldNewOpening,
            latencies = new
            {
                tickets = Times(tally.Tickets),
                claims = Times(tally.Claims),
                claimsFromSending = Times(tally.ClaimsFromSending),
                crowdLag = Times(tally.Lag),
            },
            tills = report.Tills is { } tills ? Tills(tills) : null,
            report.Events,
            values = report.Scenario.Values,
            report.Scenario.NotYet,
            where = report.Where,
            openingSecond = report.OpeningSecond,
            seconds = tally.Seconds.Select(second => new
            {
                second.Arrivals,
                second.Requests,
                second.Admitted,
                second.Issued,
                second.NoAnswer,
                second.Refused,
                claims = Times(second.Claims),
            }),
        }, Json);
    }

    private static object Tills(TillTally tills) => new
    {
        tills.Requests,
        tills.Redeemed,
        tills.Unknown,
        tills.Outcomes,
        times = Times(tills.Times),
        seconds = tills.Seconds.Select(second => new { second.Requests, second.Taken, times = Times(second.Times) }),
    };

    private static object Times(Latencies times) => new
    {
        times.Count,
        p50 = times.PercentileMicros(0.5),
        p90 = times.PercentileMicros(0.9),
        p99 = times.PercentileMicros(0.99),
        p999 = times.PercentileMicros(0.999),
        max = times.MaxMicros,
    };
}
