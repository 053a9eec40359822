using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills;

/// <summary>What a drill is asked to do.</summary>
/// <param name="Hash">Of the drill's canonical text.</param>
/// <param name="Plan">The plan it runs under.</param>
/// <param name="Directory">Where report and logs are written.</param>
/// <param name="Seed">Of every draw.</param>
/// <param name="KeepData">The data folder stays, for looking into it.</param>
internal sealed record DrillOrder(
    DrillScript Script, string Hash, SandboxPlan Plan, string Directory, ulong Seed, bool KeepData = false);
