using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>What was looked for, or why it could not be; both null: there is no such thing.</summary>
public sealed record Looked<T>(T? Found, BilingualText? Fault)
    where T : class;

/// <summary>An id that was made, or why nothing was.</summary>
public sealed record Made(string? Id, BilingualText? Refusal);
