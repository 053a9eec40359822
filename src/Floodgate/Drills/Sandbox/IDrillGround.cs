using Floodgate.Drills.AtTills;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills.Sandbox;

/// <summary>
/// Where a drill is played: a system of its own that is thrown away, or a server that runs and was started for drills.
/// </summary>
internal interface IDrillGround : IAsyncDisposable
{
    Uri Url { get; }

    /// <summary>Null: no watchdog belongs to it.</summary>
    Uri? WatchUrl { get; }

    StaffClient Staff { get; }

    /// <summary>May do everything that the drill asks for.</summary>
    string Key { get; }

    /// <summary>The plan in force, with its hash.</summary>
    string PlanVersion { get; }

    /// <summary>What alerts from outside are signed with; null: nobody told us.</summary>
    string? AlertSecret { get; }

    /// <summary>Of the server; 0 while none runs that is ours.</summary>
    int ServerProcess { get; }

    /// <summary>Nobody but the drill uses it.</summary>
    bool IsShadow { get; }

    /// <summary>Incidents that were there before the drill are none of its business.</summary>
    IReadOnlySet<string> Before { get; }

    /// <summary>One in each of two stores; none where the drill has no tills.</summary>
    IReadOnlyList<DrillTill> Tills { get; }

    Task StartServerAsync(CancellationToken stop);

    Task KillServerAsync();

    void SetChannel(DrillChannel channel, bool down);

    /// <summary>Does one thing of the rollback that is the ground's; true if it is put right.</summary>
    Task<bool> RollBackAsync(RollbackStep step, CancellationToken stop);
}
