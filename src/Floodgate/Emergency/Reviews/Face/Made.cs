using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>An id that was made, or why nothing was.</summary>
public sealed record Made(string? Id, BilingualText? Refusal);
