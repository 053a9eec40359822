namespace Floodgate.Foundation;

/// <summary>What must have happened before this node takes traffic.</summary>
internal sealed class Readiness
{
    private readonly HashSet<string> _open;
    private readonly Lock _gate = new();

    /// <param name="parts">Names of the parts to wait for.</param>
    public Readiness(params string[] parts) => _open = [.. parts];

    public bool IsReady
    {
        get
        {
            lock (_gate) return _open.Count == 0;
        }
    }

    public void Ready(string part)
    {
        lock (_gate) _open.Remove(part);
    }
}
