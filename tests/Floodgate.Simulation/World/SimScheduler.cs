namespace Floodgate.Simulation.World;

/// <summary>
/// The tasks of one node (or of the clients) that could run next; the world picks which. Dead: nothing of it runs
/// again.
/// </summary>
internal sealed class SimScheduler : TaskScheduler
{
    private readonly List<Task> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private Task? _inline;

    /// <summary>Something left the one thread: the run follows no seed any more and says nothing.</summary>
    public bool Strayed { get; private set; }

    public bool Dead { get; private set; }

    public int Ready => _ready.Count;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs one of the ready tasks up to its next wait.</summary>
    public void RunOne(int place)
    {
        var task = _ready[place];
        _ready[place] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        TryExecuteTask(task);
    }

    /// <summary>Begins the work here and now; what follows its first wait is queued like everything else.</summary>
    public void Begin(Func<Task> work)
    {
        if (Dead) return;
        _inline = new Task<Task>(work);
        _inline.RunSynchronously(this);
    }

    /// <summary>The process died: its memory and whatever it was about to do are gone.</summary>
    public void Kill()
    {
        Dead = true;
        _ready.Clear();
    }

    protected override void QueueTask(Task task)
    {
        Strayed |= Environment.CurrentManagedThreadId != _thread;
        if (!Dead && !Strayed) _ready.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (!ReferenceEquals(task, _inline)) return false;
        _inline = null;
        return TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
