using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;

namespace Floodgate.Admission;

/// <summary>A campaign's phase as the public sees it.</summary>
public enum CampaignPhase { Scheduled, Open, Paused, SoldOut, Closed }

/// <summary>
/// What admission says of a claim before it queues. The book says the last word: a known key is answered whatever
/// this is.
/// </summary>
internal enum AdmissionVerdict { Admitted, UnknownBatch, NotEligible, Paused, NotOpen, Closed, PassStale }

/// <summary>
/// What this node knows of a campaign, in memory: versions, pauses, stock left. Filled by pool and books; nothing
/// here is
/// lost by a restart, because it is all journalled elsewhere. Reads take no lock.
/// </summary>
internal sealed class CampaignGate(int number, string id, CampaignSignals signals)
{
    private const int ShardsMax = 64;
    private readonly Lock _gate = new();
    private readonly ShardFacts?[] _shards = new ShardFacts?[ShardsMax];
    private readonly long[] _snapshots = new long[ShardsMax];
    private volatile CampaignVersion[] _versions = [];
    private volatile PauseSet _pauses = PauseSet.None;
    private volatile string? _resumedBy;
    private volatile ExtensionList _extensions = ExtensionList.None;
    private PauseSet _journalled = PauseSet.None;
    private PauseSet _pending = PauseSet.None;
    private FactsStamp _stamp;
    private long _pauseStamp;

    public int Number => number;

    public string Id => id;

    /// <summary>Whom a fault or a pause turned away lately.</summary>
    public TurnedAway TurnedAway { get; } = new();

    /// <summary>Where this campaign's requests are counted.</summary>
    public CampaignSignals Signals => signals;

    /// <summary>The newest version; null until the pool has been read.</summary>
    public CampaignVersion? Version => _versions is [.., var newest] ? newest : null;

    /// <summary>All versions, the oldest first.</summary>
    public IReadOnlyList<CampaignVersion> Versions => _versions;

    /// <summary>Pauses in force on this node, whether journalled yet or not.</summary>
    public PauseSet Pauses => _pauses;

    /// <summary>The pool's count of pauses and resumes with what is known of its pauses.</summary>
    public long PauseStamp => Interlocked.Read(ref _pauseStamp);

    /// <summary>No pause of the whole campaign stands. No while its pauses are not known: unread, or damaged.</summary>
    public bool IsUnpausedForSure => Version is not null && Damage is null && _pauses.OfCampaign is null;

    /// <summary>Who asked last, since this node's start, to lift the pause of the whole campaign.</summary>
    public string? ResumedBy
    {
        get => _resumedBy;
        set => _resumedBy = value;
    }

    /// <summary>Validity given back, as the pool has journalled it.</summary>
    public ExtensionList Extensions
    {
        get => _extensions;
        set => _extensions = value;
    }

    /// <summary>Where the campaign's journal is damaged; null when it is not.</summary>
    public string? Damage { get; set; }

    public CampaignVersion? VersionOf(int versionNumber) =>
        Array.Find(_versions, version => version.Number == versionNumber);

    public void SetVersions(IReadOnlyList<CampaignVersion> versions)
    {
        if (_versions.Length != versions.Count) _versions = [.. versions];
    }

    /// <summary>What the pool has journalled.</summary>
    public void Restore(PauseSet journalled)
    {
        lock (_gate)
        {
            _journalled = journalled;
            Merge();
        }
    }

    /// <summary>Closes at once, before anything is written.</summary>
    public void Close(Pause pause)
    {
        lock (_gate)
        {
            if (!_pending.HasLater(pause)) _pending = _pending.With(pause);
            Merge();
        }
    }

    /// <summary>The pause stands in every book (or was lifted): it is no longer this node's alone to keep.</summary>
    public void Confirm(Pause pause)
    {
        lock (_gate)
        {
            if (_pending.All.Contains(pause)) _pending = _pending.Without(pause.Key);
            Merge();
        }
    }

    /// <summary>What the pool has journalled. An older word than the last is not taken.</summary>
    public void Publish(CampaignFacts facts)
    {
        lock (_gate)
        {
            if (facts.Stamp.IsOlderThan(_stamp)) return;
            _stamp = facts.Stamp;
            // Pauses first: a gate whose version is known says for sure whether claims are open.
            _journalled = facts.Pauses;
            Interlocked.Exchange(ref _pauseStamp, facts.PauseStamp);
            Merge();
            SetVersions(facts.Versions);
            Extensions = facts.Extensions;
        }
    }

    /// <summary>
    /// What a shard's book has committed; replaces what it said before. An older word than the last is not taken.
    /// </summary>
    public void Publish(int shard, ShardFacts facts)
    {
        while (true)
        {
            var known = Volatile.Read(ref _shards[shard]);
            if (known is not null && facts.Stamp.IsOlderThan(known.Stamp)) return;
            if (Interlocked.CompareExchange(ref _shards[shard], facts, known) == known) return;
        }
    }

    /// <summary>
    /// The shard's book closed: what it issued stays known, but nobody is refused in its name. Not where another owner
    /// has spoken since.
    /// </summary>
    /// <param name="shard">Which.</param>
    /// <param name="said">The last that it has said.</param>
    /// <param name="known">Whom a book may know from now on that is opened elsewhere, perhaps.</param>
    public void Withdraw(int shard, ShardFacts said, HashFilter known) => Interlocked.CompareExchange(
        ref _shards[shard], said with { SoldOut = [], Orders = null, Known = known }, said);

    /// <summary>
    /// Whether the book would certainly answer this person 'sold out': the batch was so at the shard's last commit and
    /// the book has never heard of the person, so that no key or limit comes first.
    /// </summary>
    public bool IsSoldOutFor(int batch, int shard, PersonId person) =>
        Volatile.Read(ref _shards[shard]) is { } facts && batch < facts.SoldOut.Length && facts.SoldOut[batch]
            && !facts.Known.MayContain(person.Value);

    /// <summary>Whether the shard's book may know this person; yes also while it has said nothing yet.</summary>
    public bool MayKnow(int shard, PersonId person) =>
        Volatile.Read(ref _shards[shard]) is not { } facts || facts.Known.MayContain(person.Value);

    /// <summary>
    /// Whether the shard's book may have taken something for this order of a till; yes also while it is not open.
    /// </summary>
    public bool MayKnowOrder(int shard, UInt128 order) =>
        Volatile.Read(ref _shards[shard]) is not { Orders: { } orders } || orders.MayContain(order);

    /// <summary>
    /// As <see cref="MayKnow"/>, but no while the book has said nothing of persons: for counting people.
    /// </summary>
    public bool Knows(int shard, PersonId person) =>
        Volatile.Read(ref _shards[shard]) is { } facts && facts.Known != HashFilter.All
            && facts.Known.MayContain(person.Value);

    /// <summary>Units not issued yet, as far as this node has heard; never negative.</summary>
    public long Remaining(int batch)
    {
        if (Version is not { } version || batch >= version.BatchCount) return 0;
        return Math.Max(0, version.Definition.Batches[batch].Stock - Issued(batch));
    }

    public long Issued(int batch)
    {
        long issued = 0;
        foreach (var facts in _shards)
            if (facts is not null && batch < facts.Issued.Length) issued += facts.Issued[batch];
        return issued;
    }

    public long Issued(int batch, int shard) =>
        Volatile.Read(ref _shards[shard]) is { } facts && batch < facts.Issued.Length ? facts.Issued[batch] : 0;

    /// <summary>Vouchers a shard had issued when its last snapshot of this run was made.</summary>
    public long SnapshotIssued(int shard) => Interlocked.Read(ref _snapshots[shard]);

    public void SetSnapshotIssued(int shard, long issued) => Interlocked.Exchange(ref _snapshots[shard], issued);

    public CampaignPhase PhaseAt(long nowMicros)
    {
        if (Version is not { } version) return CampaignPhase.Scheduled;
        if (nowMicros >= version.ClosesMicros) return CampaignPhase.Closed;
        if (_pauses.OfCampaign is not null) return CampaignPhase.Paused;
        if (nowMicros < version.OpensMicros) return CampaignPhase.Scheduled;
        for (var batch = 0; batch < version.BatchCount; batch++)
            if (Remaining(batch) > 0) return CampaignPhase.Open;
        return CampaignPhase.SoldOut;
    }

    /// <summary>
    /// Whether a claim of this batch by the bearer of such a pass may go on, as far as this node knows.
    /// </summary>
    public AdmissionVerdict Check(CampaignVersion version, int batch, in Pass pass, long nowMicros)
    {
        if (batch < 0) return AdmissionVerdict.UnknownBatch;
        var pauses = _pauses;
        if (pauses.All.Count > 0 && pauses.Stopping(version.Definition.Batches[batch].Id, pass.Region) is not null)
            return AdmissionVerdict.Paused;
        if (nowMicros < version.BatchOpensMicros(batch)) return AdmissionVerdict.NotOpen;
        if (nowMicros >= version.BatchClosesMicros(batch)) return AdmissionVerdict.Closed;
        if (!IsCurrent(version, pass)) return AdmissionVerdict.PassStale;
        return Passes.IsEligible(version, pass, nowMicros) ? AdmissionVerdict.Admitted : AdmissionVerdict.NotEligible;
    }

    /// <summary>
    /// Whether a pass or ticket says what it says about the allow list that is in force; else its bearer asks for
    /// another with the JWT, and is looked up again.
    /// </summary>
    public bool IsCurrent(CampaignVersion version, in Pass pass) =>
        version.Number == pass.Version || version.Definition.Eligibility.AllowList is not { } list
            || VersionOf(pass.Version)?.Definition.Eligibility.AllowList == list;

    private void Merge()
    {
        var merged = _journalled;
        foreach (var pause in _pending.All)
            if (!merged.HasLater(pause)) merged = merged.With(pause);
        _pauses = merged;
    }
}
