using System.Globalization;
using Floodgate.Storage;
using Floodgate.Storage.Relational;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Takes load off the storage by one measure, and says what it changed: how the journal fared before and after. The
/// measure stands until it is undone or the incident is resolved; ended statements cannot be brought back.
/// </summary>
internal sealed class RelieveStorageAction(
    Standing standing, StorageRelief relief, QueryPool pool, QueryWatch queries, StorageEase ease, TimeProvider clock)
    : IRunbookAction
{
    public const string CancelStatements = "cancel-statements";
    private const string CapPool = "cap-pool";

    /// <summary>A read this old is nobody's waiting screen any more.</summary>
    private static readonly TimeSpan LongStatement = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan MeasureMax = TimeSpan.FromSeconds(5);

    /// <summary>What is left of a pool that is capped.</summary>
    private const int CappedPercent = 10;

    public string Name => "relieve-storage";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var measure = request.Input("measure") ?? "";
        if (request.Undo)
        {
            if (measure == CancelStatements) return ActionResult.Done("ended statements stay ended");
            return LimitChange.TakenBack(standing, request);
        }

        if (measure != CancelStatements && standing.Find(LeverOf(measure)) is null)
            return ActionResult.Failed($"this node has no measure {measure}");
        // Twice a fifth of the step's time at most: the step must end before its limit.
        var over = TimeSpan.FromTicks(Math.Min(MeasureMax.Ticks, request.Limit.Ticks / 5));
        var before = await ease.MeasureAsync(over, cancel);
        var done = Take(request, measure);
        var after = await ease.MeasureAsync(over, cancel);
        return ActionResult.Done($"{measure}: {done}; {before} -> {after}");
    }

    private string Take(ActionRequest request, string measure)
    {
        var refused = relief.ReportsRefused;
        if (measure == CancelStatements)
        {
            var (count, oldest) = queries.Reads();
            var ended = queries.End(LongStatement);
            return string.Create(CultureInfo.InvariantCulture,
                $"{ended} of {count} reads ended, the oldest was {oldest.TotalSeconds:0.0} s");
        }

        var lever = LeverOf(measure);
        var (was, now) = standing.Make(new LeverChange(
            request.Incident, request.Step, request.Run, lever, standing.Find(lever)!.Now() ?? 0, HadLimit: true,
            measure == CapPool ? CappedPercent : 100, clock.GetUtcNow()));
        return measure == CapPool
            ? $"{was} -> {now} connections, {pool.Taken} open"
            : $"on, {refused} reports refused so far";
    }

    /// <summary>Capping the pool is the same lever as the limit on the console's queries.</summary>
    private static string LeverOf(string measure) => measure == CapPool ? NodeLevers.ConsoleQueries : measure;
}
