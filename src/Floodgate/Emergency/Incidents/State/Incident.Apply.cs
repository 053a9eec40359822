namespace Floodgate.Emergency.Incidents;

internal sealed partial class Incident
{
    public void Apply(Entry entry)
    {
        _timeline.Add(entry);
        var at = entry.At;
        switch (entry.Fact)
        {
            // Two rooms may give one name when one of them has lost its memory: it is one incident, as it was first.
            case Opened when Begun is not null: break;
            case Opened opened: Begin(opened, at); break;
            case SignalFired fired: Fire(fired, at); break;
            case SignalCleared cleared: _signals[cleared.Key].Firing = false; break;
            case LevelSet level: Level = level.Level; break;
            case CauseSet cause: (Cause, Runbook) = (cause.Cause, cause.Runbook); break;
            case RoleTaken role: _roles[role.Role] = role.Person; break;
            case EstimateSet estimate:
                (RepairedAt, EstimatedBy) = (estimate.RepairedAt, estimate.Source);
                break;
            case PublicStatusSet status: PublicStatus = status.Status; break;
            case Acknowledged acknowledged: Acknowledge(acknowledged, at); break;
            case TaskGiven given: _tasks[given.Task] = new TaskState { Given = given }; break;
            case TaskDone done: _tasks[done.Task].Done = true; break;
            case Resolved: (Phase, PublicStatus, ResolvedAt) = (Phase.Resolved, PublicStatus.Resolved, at); break;
            case Reopened: Reopen(at); break;
            case Closed: (Phase, PublicStatus) = (Phase.Closed, PublicStatus.Postmortem); break;
            case Joined joined: (Phase, JoinedInto, ResolvedAt) = (Phase.Closed, joined.Into, at); break;
            case Unanswered gap: UnansweredFor += gap.Until - gap.From; break;
            case Said or Observed: break;
            case LossCounted loss: (Loss, LossAt) = (loss, at); break;
            case var fact:
                if (!ApplyPage(fact, entry) && !ApplyStep(fact, entry) && !ApplyNotice(entry))
                    throw new InvalidDataException($"{fact.GetType().Name} is not known here");
                break;
        }

        NoteReturn(entry);
    }

    /// <summary>Service is back when nothing fires and nothing is paused; of what had neither, at its end.</summary>
    private void NoteReturn(Entry entry)
    {
        if (!IsLive) RestoredAt ??= ResolvedAt ?? entry.At;
        else if (IsFiring || _returns.Count > 0) RestoredAt = null;
        else if (entry.Fact is SignalCleared or ReturnKept) RestoredAt ??= entry.At;
        else if (entry.Fact is Reopened) RestoredAt = null;
    }

    private void Begin(Opened opened, DateTimeOffset at)
    {
        (Begun, OpenedAt, BegunAt) = (opened, at, at);
        (Level, Cause, Runbook) = (opened.Level, opened.Cause, opened.Runbook);
    }

    /// <summary>It begins anew: who answered the first time is called again, nothing is signed for.</summary>
    private void Reopen(DateTimeOffset at)
    {
        (Phase, PublicStatus, ResolvedAt, BegunAt) = (Phase.Open, PublicStatus.Investigating, null, at);
        (RepairedAt, EstimatedBy) = (null, null);
        // The runbook begins anew, too: what was paused is open again, and levers were taken back at the end.
        foreach (var (id, step) in _steps.ToArray())
            if (step.Phase is not (StepPhase.Running or StepPhase.Undoing)) _steps.Remove(id);
        _acknowledged.Clear();
        _pages.Clear();
        ForgetSignatures();
    }

    /// <summary>What people checked before one return says nothing about the next.</summary>
    private void ForgetSignatures()
    {
        foreach (var task in _tasks.Keys.ToArray())
            if (task.StartsWith("recovery.", StringComparison.Ordinal)) _tasks.Remove(task);
    }

    private void Fire(SignalFired fired, DateTimeOffset at)
    {
        if (_signals.TryGetValue(fired.Key, out var known)) (known.Last, known.Firing) = (fired, true);
        else _signals[fired.Key] = new SignalState { Last = fired, Firing = true, FirstAt = at };
    }

    private void Acknowledge(Acknowledged acknowledged, DateTimeOffset at)
    {
        _acknowledged.TryAdd(acknowledged.Person, at);
        if (Phase == Phase.Open) Phase = Phase.Acknowledged;
    }

    private bool ApplyPage(Fact fact, Entry entry)
    {
        var at = entry.At;
        switch (fact)
        {
            case PageStarted started:
                _pages[started.Team] = new PageState
                {
                    StartedAt = at,
                    Level = started.Level,
                    By = entry.Role,
                };
                return true;
            case PageStepped stepped:
                var page = _pages[stepped.Team];
                page.Taken = stepped.Step + 1;
                page.Called.UnionWith(stepped.People);
                foreach (var person in stepped.People)
                    page.Calls[person] = page.Calls.GetValueOrDefault(person) + 1;
                return true;
            case PageExhausted exhausted: _pages[exhausted.Team].Exhausted = true; return true;
            case SendBegun begun:
                _sends[begun.Message] = new SendState { Begun = begun, Origin = entry.Origin, At = at };
                return true;
            case SendEnded ended:
                if (_sends.TryGetValue(ended.Message, out var send)) (send.Ended, send.Fault) = (true, ended.Fault);
                return true;
            case PersonUnreached: return true;
            case GroupSendBegun begun: _groupSends[begun.Message] = begun; return true;
            case GroupSendEnded ended: _groupSends.Remove(ended.Message); return true;
            default: return false;
        }
    }

    private bool ApplyStep(Fact fact, Entry entry)
    {
        switch (fact)
        {
            case StepOffered offered:
                var state = Step(offered.Step);
                (state.Phase, state.Since, state.OfferedTo) = (StepPhase.Offered, entry.At, entry.Actor);
                return true;
            case StepApproved { Undo: true } asked: Step(asked.Step).UndoAskedBy = entry.Actor; return true;
            case StepApproved approved:
                (Step(approved.Step).Phase, Step(approved.Step).ApprovedBy) = (StepPhase.Approved, entry.Actor);
                return true;
            case StepBegun begun:
                state = Step(begun.Step);
                (state.Phase, state.Run, state.Since, state.Begun) =
                    (begun.Undo ? StepPhase.Undoing : StepPhase.Running, begun.Run, entry.At, begun);
                return true;
            case StepEnded ended: End(Step(ended.Step), ended); return true;
            case StepHeld held: Step(held.Step).HeldWhy = held.Why; return true;
            default: return false;
        }
    }

    private static void End(StepState state, StepEnded ended)
    {
        // A late answer of a run that was given up changes nothing.
        if (state.Run is not null && state.Run != ended.Run) return;
        (state.Result, state.UndoAskedBy) = (ended.Text, null);
        // What was approved is this run: another one is asked for and approved again.
        if (ended.End != StepEnd.Done) state.ApprovedBy = null;
        state.Phase = ended.End switch
        {
            StepEnd.Done => StepPhase.Done,
            StepEnd.Failed => StepPhase.Failed,
            StepEnd.TimedOut => StepPhase.TimedOut,
            StepEnd.Skipped => StepPhase.Skipped,
            StepEnd.Undone => StepPhase.Undone,
            _ => throw new InvalidDataException($"{ended.End} is no end"),
        };
    }

    private bool ApplyNotice(Entry entry)
    {
        var (fact, at) = (entry.Fact, entry.At);
        switch (fact)
        {
            case NoticeDrafted drafted:
                Notice = new NoticeState
                {
                    Text = drafted.Text,
                    PublicAt = drafted.PublicAt,
                    Version = (Notice?.Version ?? 0) + 1,
                    PublishedVersion = Notice?.PublishedVersion ?? 0,
                    Published = Notice?.Published,
                    PublishedAt = Notice?.PublishedAt,
                };
                return true;
            case NoticePublished published when Notice is { } notice:
                (notice.PublishedVersion, notice.Published, notice.PublishedAt, notice.OverdueSaid) =
                    (published.Version, notice.Text, at, false);
                return true;
            case NoticeWithdrawn: Notice = null; return true;
            case UpdateOverdue when Notice is { } notice: notice.OverdueSaid = true; return true;
            case ReturnAnnounced announced:
                if (_returns.Count == 0) ForgetSignatures();
                _returns[announced.Campaign] = new ReturnState { At = announced.At };
                return true;
            case ReturnMoved moved: _returns[moved.Campaign] = new ReturnState { At = moved.At }; return true;
            case ReturnAsked asked: _returns[asked.Campaign].Asked = true; return true;
            case ReturnConfirmed confirmed: _returns[confirmed.Campaign].ConfirmedBy.Add(entry.Actor); return true;
            case ReturnKept kept: _returns.Remove(kept.Campaign); return true;
            case ReturnLeft left: _returns.Remove(left.Campaign); return true;
            default: return fact is NoticePublished or UpdateOverdue;
        }
    }

    private StepState Step(string id) =>
        _steps.TryGetValue(id, out var known) ? known : _steps[id] = new StepState();
}
