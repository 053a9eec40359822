using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice;

/// <summary>The report of a drill, as <c>floodgate drill run --record</c> hands it in.</summary>
internal sealed record DrillReportBody
{
    /// <summary>A drill of the plan in force.</summary>
    public required string Drill { get; init; }

    public required BilingualText Title { get; init; }

    public required string DrillHash { get; init; }

    public required IReadOnlyList<string> Risks { get; init; }

    /// <summary>Id and hash of the plan it ran under.</summary>
    public required string Plan { get; init; }

    public required string Program { get; init; }

    public required string Seed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required string Ending { get; init; }

    /// <summary>Nothing public was touched.</summary>
    public required bool Shadow { get; init; }

    public required DrillScoreBody Score { get; init; }

    public required IReadOnlyList<DrillInjectBody> Injects { get; init; }

    public required IReadOnlyList<DrillExpectationBody> Expectations { get; init; }

    public required IReadOnlyList<DrillRollbackBody> Rollback { get; init; }

    public required IReadOnlyList<DrillActionBody> Actions { get; init; }

    public required IReadOnlyList<string> Troubles { get; init; }

    /// <summary>People who acknowledged while it ran; left out where people were played.</summary>
    public IReadOnlyList<DrillTookPartBody>? TookPart { get; init; }
}

/// <param name="Teams">Of the plan it ran under.</param>
internal sealed record DrillTookPartBody(string Person, IReadOnlyList<string> Teams);

internal sealed record DrillScoreBody(int Met, int All, bool Full);

internal sealed record DrillInjectBody(string Id, BilingualText Title, string Kind, double? AtSeconds = null);

internal sealed record DrillExpectationBody(
    string Id, BilingualText Title, string Of, BilingualText Target, bool Met, BilingualText Seen,
    double? MeasuredSeconds = null, double? AtSeconds = null);

internal sealed record DrillRollbackBody(string Step, bool Done);

internal sealed record DrillActionBody(string Expectation, BilingualText Text);

/// <summary>A drill in a list; <c>teams</c> took part with people of their own, left out where none did.</summary>
internal sealed record DrillHeadBody(
    string Id, string Drill, string Plan, string DrillHash, string Program, DateTimeOffset StartedAt,
    DateTimeOffset EndedAt, int Met, int All, bool Full, string SubmittedBy, string[]? Teams = null);

/// <summary>A drill of the plan and when it is due; <c>lastAt</c> is left out when it was never run.</summary>
internal sealed record DrillDueBody(
    string Drill, BilingualText Name, int EveryDays, bool Overdue, DateTimeOffset? LastAt = null, bool? Full = null,
    DateTimeOffset? DueAt = null, JointDueBody? Joint = null);

/// <summary>When these teams last held it together, and when they must again.</summary>
/// <param name="Run">The record of the last joint run.</param>
internal sealed record JointDueBody(
    IReadOnlyList<string> Teams, int EveryDays, bool Overdue, DateTimeOffset? LastAt = null, string? Run = null,
    DateTimeOffset? DueAt = null);

internal sealed record DrillsBody(DrillHeadBody[] Items, DrillDueBody[] Due, string? Next = null);

[JsonSerializable(typeof(DrillsBody))]
[JsonSerializable(typeof(DrillHeadBody))]
[JsonSerializable(typeof(TrainingBody))]
[JsonSerializable(typeof(TrainingTakenBody))]
[JsonSerializable(typeof(QuizBody))]
[JsonSerializable(typeof(QuizMarkedBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PracticeJson : JsonSerializerContext;

[JsonSerializable(typeof(DrillReportBody))]
[JsonSerializable(typeof(IReadOnlyList<DrillTookPartBody>))]
[JsonSerializable(typeof(TakenBody))]
[JsonSerializable(typeof(QuizAnswersBody))]
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    PropertyNameCaseInsensitive = false, MaxDepth = 16, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PracticeBodyJson : JsonSerializerContext;
