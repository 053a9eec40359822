using Floodgate.Foundation;

namespace Floodgate.Web.Console.Pausing;

/// <summary>A pause as the dialog orders it; times are UTC.</summary>
public sealed record PauseOrder(
    string Scope, string? Target, DateTimeOffset ResumesAt, bool AutoResume, BilingualText Notice, string Reason);

/// <summary>Null when it was done; otherwise what happened and what to do next.</summary>
public sealed record ControlRefusal(BilingualText Happened, BilingualText Next);

/// <summary>The operations behind the board's two buttons.</summary>
public sealed record CampaignControls(
    Func<string, PauseOrder, string, CancellationToken, Task<ControlRefusal?>> Pause,
    Func<string, string, string, CancellationToken, Task<ControlRefusal?>> Resume);
