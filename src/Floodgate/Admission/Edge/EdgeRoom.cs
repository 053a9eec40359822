namespace Floodgate.Admission.Edge;

/// <summary>What is under way at this node's edge: connections, and requests by class.</summary>
internal sealed class EdgeRoom(EdgeOptions options)
{
    private readonly int[] _under = new int[EdgeClasses.Count];
    private int _connections;

    public int Connections => Volatile.Read(ref _connections);

    public int Under(EdgeClass of) => Volatile.Read(ref _under[(int)of]);

    /// <summary>Whatever the answer, <see cref="Leave"/> follows it once.</summary>
    public EdgeAnswer Enter(EdgeClass of) =>
        EdgeDecision.Decide(of, Interlocked.Increment(ref _under[(int)of]), Connections, options);

    public void Leave(EdgeClass of) => Interlocked.Decrement(ref _under[(int)of]);

    public void Opened() => Interlocked.Increment(ref _connections);

    public void Closed() => Interlocked.Decrement(ref _connections);
}
