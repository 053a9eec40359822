using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Drills.Judging;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Results;

/// <summary>A drill's result as its file and the records of a server have it.</summary>
internal sealed record DrillReportBody(
    string Drill, BilingualText Title, string DrillHash, IReadOnlyList<string> Risks, string Plan, string Program,
    string Seed, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Ending, bool Shadow, DrillScoreBody Score,
    IReadOnlyList<DrillInjectBody> Injects, IReadOnlyList<DrillExpectationBody> Expectations,
    IReadOnlyList<DrillRollbackBody> Rollback, IReadOnlyList<DrillActionBody> Actions,
    IReadOnlyList<string> Troubles, IReadOnlyList<DrillTookPartBody>? TookPart);

/// <summary>Somebody who acknowledged while the drill ran, and the teams they are of by its plan.</summary>
internal sealed record DrillTookPartBody(string Person, IReadOnlyList<string> Teams);

internal sealed record DrillScoreBody(int Met, int All, bool Full);

/// <param name="AtSeconds">From the drill's start; null: not begun.</param>
internal sealed record DrillInjectBody(string Id, BilingualText Title, string Kind, double? AtSeconds);

/// <param name="MeasuredSeconds">Against the target; null where there is no time to measure.</param>
/// <param name="AtSeconds">From the drill's start, when it came true.</param>
internal sealed record DrillExpectationBody(
    string Id, BilingualText Title, string Of, BilingualText Target, bool Met, double? MeasuredSeconds,
    double? AtSeconds, BilingualText Seen);

internal sealed record DrillRollbackBody(string Step, bool Done);

internal sealed record DrillActionBody(string Expectation, BilingualText Text);

[JsonSerializable(typeof(DrillReportBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class DrillReportJson : JsonSerializerContext;

internal static class DrillJson
{
    private static readonly DrillReportJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(DrillResult result) =>
        JsonSerializer.SerializeToUtf8Bytes(Body(result), Readable.DrillReportBody);

    public static DrillReportBody Body(DrillResult result) => new(
        result.Script.Id, result.Script.Title, result.Order.Hash, result.Script.Risks, result.When.PlanVersion,
        result.Where.Product, $"{result.Order.Seed}", result.When.StartedAt, result.When.EndedAt,
        DocumentShape.Word(result.When.Ending.ToString()), result.When.IsShadow,
        new DrillScoreBody(result.Met, result.All, result.Full),
        [
            .. result.Script.Injects.Select(one => new DrillInjectBody(
                one.Id, one.Title, DocumentShape.Word(one.Kind.ToString()), Round(result.BegunAt(one)))),
        ],
        [
            .. result.Judged.Select(one => new DrillExpectationBody(
                one.Expected.Id, one.Expected.Title, DocumentShape.Word(one.Expected.Of.ToString()),
                Proposals.Target(one.Expected), one.Met, Round(one.Verdict.Seconds), Round(one.Verdict.At),
                one.Verdict.Evidence)),
        ],
        [.. result.Rollback.Select(one => new DrillRollbackBody(DocumentShape.Word(one.Step.ToString()), one.Good))],
        [.. Proposals.Of(result).Select(one => new DrillActionBody(one.Expectation, one.Text))],
        [.. result.Troubles.Select(one => $"{one.Subject}: {one.Detail}")], TookPart(result));

    /// <summary>Null where people were played by the drill: nobody took part.</summary>
    private static DrillTookPartBody[]? TookPart(DrillResult result) => result.When.IsShadow ? null :
    [
        .. result.Seen.Where(one => one.Kind == SightKind.Acknowledged).Select(one => one.Subject)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(person => new DrillTookPartBody(person,
            [
                .. result.Order.Plan.Teams.Where(team => team.Everyone.Contains(person)).Select(team => team.Id),
            ]))
            .Where(one => one.Teams.Count > 0),
    ];

    private static double? Round(double? seconds) => seconds is { } known ? Math.Round(known, 3) : null;
}
