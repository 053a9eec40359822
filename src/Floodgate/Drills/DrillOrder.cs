using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills;

/// <summary>What a drill is asked to do.</summary>
/// <param name="Hash">Of the drill's canonical text.</param>
/// <param name="Plan">The plan it runs under.</param>
/// <param name="Directory">Where report and logs are written.</param>
/// <param name="Seed">Of every draw.</param>
/// <param name="KeepData">The data folder stays, for looking into it.</param>
/// <param name="Server">A server that runs, to drill on it; null: a system of its own.</param>
internal sealed record DrillOrder(
    DrillScript Script, string Hash, SandboxPlan Plan, string Directory, ulong Seed, bool KeepData = false,
    RunningServer? Server = null);

/// <param name="Key">An API key of role admin, or operator and commander in one.</param>
/// <param name="SecondKey">
/// Another person's, of role operator or commander: it approves what needs two people at the end, as opening claims
/// again under a level I incident does. Null: somebody there must, in the time the end has.
/// </param>
/// <param name="AlertSecret">For drills that send an alert from outside; null: nobody told us.</param>
internal sealed record RunningServer(Uri Url, string Key, string? SecondKey, string? AlertSecret);
