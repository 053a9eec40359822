namespace Floodgate.Drills.Acting;

/// <summary>People who come to the system while the drill runs: a crowd with its habits, or bare claims.</summary>
internal interface IDrillLoad : IDisposable
{
    /// <summary>The campaign it goes for; null: the drill's own.</summary>
    string? Campaign { get; }

    /// <summary>Returns when it has begun to bite: from here on the inject counts as done.</summary>
    Task BiteAsync(CancellationToken stop);

    /// <summary>Nobody new comes.</summary>
    void Stop();

    /// <summary>Waits for the last answer and writes down what came of it all.</summary>
    Task FinishAsync(CancellationToken stop);
}
