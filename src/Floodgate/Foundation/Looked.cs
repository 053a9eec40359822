namespace Floodgate.Foundation;

/// <summary>What was looked for, or why it could not be; both null: there is no such thing.</summary>
public sealed record Looked<T>(T? Found, BilingualText? Fault)
    where T : class;
