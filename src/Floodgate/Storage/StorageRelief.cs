namespace Floodgate.Storage;

/// <summary>What may be put off while the storage has trouble. Read where the work is done; set by the plan.</summary>
internal sealed class StorageRelief
{
    private volatile bool _reportsShed, _projectorSlow;
    private long _reportsRefused;

    /// <summary>Reports and lists that need the relational file are refused for now.</summary>
    public bool ReportsShed
    {
        get => _reportsShed;
        set => _reportsShed = value;
    }

    /// <summary>The projector rests its longest rest after every piece.</summary>
    public bool ProjectorSlow
    {
        get => _projectorSlow;
        set => _projectorSlow = value;
    }

    /// <summary>Reports refused since the start.</summary>
    public long ReportsRefused => Interlocked.Read(ref _reportsRefused);

    /// <summary>Whether a report asked for now is refused; then it is counted.</summary>
    public bool RefusesReport()
    {
        if (ReportsShed) Interlocked.Increment(ref _reportsRefused);
        return ReportsShed;
    }
}
