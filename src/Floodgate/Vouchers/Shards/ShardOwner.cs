using System.Diagnostics;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Snapshots;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Vouchers.Shards;

/// <summary>Keeps a shard's book open, in step with its pool, and answers for it.</summary>
internal sealed class ShardOwner(
    ChainId chain, BookEnvironment environment, IStockPoolGrain pool, CampaignGate gate, SnapshotStore? snapshots)
    : BookOwner<VoucherBook>(chain, environment)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Counters whose excess is told of in one beat.</summary>
    private const int OwedMax = 20;
    private readonly Dictionary<int, StockAsk> _asks = [];
    private readonly CapRoom _room = new(chain, environment, pool);
    private long _pauseStamp;
    private volatile ShardFacts? _said;

    /// <summary>Null: not open, nothing happened. Empty: the queue is full.</summary>
    public Task<ClaimAnswer[]?> ClaimAsync(ClaimRequest[] requests)
    {
        var command = new ClaimCommand(requests);
        if (TryEnqueue(command)) return command.Answers!;
        return Task.FromResult<ClaimAnswer[]?>(State == BookState.Open ? [] : null);
    }

    public Task<WalletItem[]?> WalletAsync(UInt128 person) =>
        AskAsync<WalletItem[]?>((book, _, _) =>
            WalletDecision.Read(book, new PersonId(person)), null, bounded: true);

    public Task<bool> DefineAsync(VersionMessage version) =>
        AskAsync((book, events, _) => ShardDecision.Define(book, version, events), false);

    public Task<bool> PauseAsync(byte[] json, long stamp) => AskAsync(
        (book, events, _) =>
        {
            if (stamp < _pauseStamp) return true;
            _pauseStamp = stamp;
            return ShardDecision.Pause(book, Pause.FromJson(json), events);
        },
        false);

    public Task<bool> ResumeAsync(string key, string reason, string actor, long stamp) => AskAsync(
        (book, events, _) =>
        {
            if (stamp < _pauseStamp) return true;
            _pauseStamp = stamp;
            return ShardDecision.Resume(book, key, reason, actor, events);
        },
        false);

    public Task<bool> ExtendAsync(int number, byte[] json) =>
        AskAsync((book, events, _) => ShardDecision.Extend(book, number, json, events), false);

    public Task<RecallReply> RecallAsync(int batch, long granted) =>
        AskAsync((book, events, _) => ShardDecision.Recall(book, batch, granted, events), default);

    public Task<RecallReply> RecallCapAsync(string counter, long granted, int version) => AskAsync(
        (book, events, _) => CapDecision.Recall(book, counter, granted, version, events), default);

    public Task<bool[]?> HoldersAsync(UInt128[] persons) => AskAsync<bool[]?>(
        (book, _, _) => [.. persons.Select(person => book.Table.Find(new PersonId(person)) >= 0)], null,
        bounded: true);

    public Task<ShardFigures> FiguresAsync() => AskAsync(
        (book, _, _) => new ShardFigures(
            Answered: true, book.Head.Position,
            [.. book.Stock.Select(stock => stock.Issued)], [.. book.Stock.Select(stock => stock.Idle)],
            [.. book.Till.Money.Select(money => new MoneyFigures(
                [.. money.All], [.. money.Vouchers], money.OrderCents, money.Redemptions, money.ConflictCents))],
            book.Till.GrantedCents),
        default);

    /// <summary>For gates on other nodes. Held like any answer, so that no former owner's word reaches them.</summary>
    public async Task<BookFacts> FactsAsync()
    {
        var facts = await AskAsync((book, _, _) => new BookFacts(
            Answered: true, book.Head.Epoch, book.Head.Position, [.. book.Stock.Select(stock => stock.Issued)],
            [.. book.Stock.Select(stock => stock.SoldOutSettled)], null), default, bounded: true);
        return facts.Answered ? facts : facts with { Damage = Damage };
    }

    /// <summary>A refusal of kind Overloaded: the queue is full; Unavailable: not open. Nothing happened.</summary>
    public async Task<RedemptionAnswer> RedeemAsync(RedeemRequest request)
    {
        var began = Environment.Clock.GetTimestamp();
        CapGrant granted = default;
        while (true)
        {
            var command = new RedeemCommand([request], granted);
            if (!TryEnqueue(command)) return RedemptionAnswer.Refuse(NotTaken());
            var answer = (await command.Answers)[0];
            if (answer.Kind != RedemptionKind.CapWanted) return answer;
            var left = TimeSpan.FromMilliseconds(Environment.Options.StockWaitMillisecondsMax)
                - Environment.Clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return RedemptionAnswer.Refuse(RedemptionKind.Overloaded);
            granted = await RoomAsync(command.Wanted, left);
            if (granted.Reply is { Piece: 0, Exhausted: false }) await Task.Delay(AskAgain, Environment.Clock);
        }
    }

    /// <summary>Null: not open, nothing happened. Empty: the queue is full.</summary>
    public Task<RedemptionAnswer[]?> RedeemManyAsync(RedeemRequest[] requests)
    {
        var command = new RedeemCommand(requests);
        if (TryEnqueue(command)) return command.Answers!;
        return Task.FromResult<RedemptionAnswer[]?>(State == BookState.Open ? [] : null);
    }

    public Task<RefundAnswer> RefundAsync(RefundRequest request) => AtTillAsync(
        (book, events, now) => RefundDecision.Decide(book, request, events, now),
        static kind => RefundAnswer.Refuse(RedemptionAnswer.Refuse(kind)));

    public Task<RedemptionAnswer> UndoAsync(UndoRequest request) => AtTillAsync(
        (book, events, now) => RefundDecision.Undo(book, request, events, now),
        static kind => RedemptionAnswer.Refuse(kind));

    public Task<MarkAnswer> MarkAsync(MarkRequest request) => AtTillAsync(
        (book, events, _) => new MarkAnswer(
            VoucherDecision.Mark(book, request, events),
            WalletDecision.ReadOne(book, new VoucherId(request.Voucher).Number)),
        static kind => new MarkAnswer(kind, null));

    /// <summary>The redemptions of a store's order here, newest first. Null: the book is not open.</summary>
    public Task<RedemptionAnswer[]?> ByOrderAsync(int store, ulong order) =>
        AtTillAsync<RedemptionAnswer[]?>(
            (book, _, _) => RedeemDecision.OfOrder(book, store, order), static _ => null);

    /// <summary>One voucher, whoever holds it, and its redemptions.</summary>
    public Task<VoucherLife> LifeAsync(long number) => AtTillAsync(
        (book, _, _) => new VoucherLife(
            true, WalletDecision.ReadOne(book, number), RedeemDecision.OfVoucher(book, number)),
        static _ => default);

    public Task<ExpiryStep> ExpireAsync(int from, int scanMax, int expireMax, long graceMicros) => AskAsync(
        (book, events, now) => VoucherDecision.Expire(book, from, scanMax, expireMax, now - graceMicros, events),
        default);

    public override void Settled(in RoundFigures round)
    {
        var signals = gate.Signals;
        signals.Queue(round.Commands, round.OldestWaitTicks, round.Depth, Chain.Shard);
        signals.Decision(round.Commands, round.DecisionTicks);
        if (round.BodyBytes > 0) signals.Journal(round.BodyBytes, round.FlushTicks);
        if (WaySpans.Heard) TellSpans(round);
        if (Book is not { } book) return;
        foreach (var stock in book.Stock) stock.Settle();
        Publish(book);
        AskForStock(book);
    }

    protected override VoucherBook Load(ChainHead head)
    {
        var book = snapshots?.Load(head)
            ?? new VoucherBook(new ChainHead(head.Chain, head.Epoch, 0, JournalRow.FirstHash));
        book.ClockLead = Environment.ClockLead;
        Replay(book, head);
        return book;
    }

    protected override async Task<bool> JoinAsync(VoucherBook book, BookWriter writer)
    {
        _asks.Clear();
        _pauseStamp = 0;
        if (!await JoinOnceAsync(book, writer)) return false;
        Publish(book);
        _ = Environment.Run(() => KeepInStepAsync(book, writer));
        return true;
    }

    protected override void OnClosed(CloseReason reason)
    {
        // Where the store is shared, another node may open it now and learn of persons that this one never hears of.
        if (_said is { } said)
            gate.Withdraw(Chain.Shard, said, Environment.Journal.NeedsHold ? HashFilter.All : said.Known);
        _asks.Clear();
    }

    /// <summary>One damaged book shuts the campaign: the others cannot know what it has given away.</summary>
    protected override void OnDamaged(string damage) => gate.Damage ??= damage;

    /// <summary>Asks the pool for what this book may have missed and journals it. Harmless to repeat.</summary>
    private async Task<bool> JoinOnceAsync(VoucherBook book, BookWriter writer)
    {
        try
        {
            var totals = Ask(writer, (own, _, _) => new JoinRequest(
                Chain.Shard, own.Version?.Number ?? 0,
                [.. own.Stock.Select(stock => stock.Received)], [.. own.Stock.Select(stock => stock.Released)],
                own.Extensions.Count),
                default);
            var request = await totals;
            if (request.Received is null) return false;
            var reply = await pool.JoinAsync(request);
            return reply.Known && await Ask(writer, (own, events, _) => Join(own, request, reply, events), false);
        }
#pragma warning disable CA1031 // The pool cannot be reached: not joined, asked again by whoever called.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(Environment.Log, $"{Chain}: joining its pool", fault.Message);
            return false;
        }
    }

    private bool Join(VoucherBook book, in JoinRequest request, in JoinReply reply, EventWriter events)
    {
        foreach (var version in reply.Versions) ShardDecision.Define(book, version, events);
        if (reply.PauseStamp >= _pauseStamp)
        {
            _pauseStamp = reply.PauseStamp;
            ShardDecision.Match(book, reply.Pauses, events);
        }

        for (var i = 0; i < reply.Extensions.Length; i++)
            ShardDecision.Extend(book, request.Extensions + 1 + i, reply.Extensions[i], events);

        for (var i = 0; i < Math.Min(reply.Granted.Length, book.Stock.Count); i++)
        {
            ShardDecision.Receive(book, i, reply.Granted[i], events);
            if (reply.Free[i] > 0 && book.Stock[i].Exhausted) book.Stock[i].Exhausted = false;
        }

        book.Till.Caps.Full.Clear();
        Publish(book);
        return true;
    }

    private async Task KeepInStepAsync(VoucherBook book, BookWriter writer)
    {
        while (!writer.IsClosed)
        {
            await Task.Delay(Heartbeat, Environment.Clock);
            if (!writer.IsClosed && await JoinOnceAsync(book, writer)) await TellOwedAsync(writer);
        }
    }

    /// <summary>What was taken without a connection beyond the leases takes room from the others, too.</summary>
    private async Task TellOwedAsync(BookWriter writer)
    {
        foreach (var request in await Ask(writer, (own, _, _) => CapDecision.Owed(own, OwedMax), []))
        {
            var grant = await _room.AskAsync(request);
            await Ask(writer, (own, events, _) =>
            {
                CapDecision.Take(own, grant.To, grant.Reply, events);
                return true;
            }, false);
        }
    }

    private void TellSpans(in RoundFigures round)
    {
        WaySpans.Tell(Station.Queue, Environment.Clock, Stopwatch.GetElapsedTime(0, round.OldestWaitTicks),
            round.Commands);
        WaySpans.Tell(Station.Decision, Environment.Clock, Stopwatch.GetElapsedTime(0, round.DecisionTicks),
            round.Commands);
        if (round.BodyBytes > 0)
            WaySpans.Tell(Station.Journal, Environment.Clock, Stopwatch.GetElapsedTime(0, round.FlushTicks),
                round.Commands);
    }

    private void Publish(VoucherBook book)
    {
        var issued = new long[book.Stock.Count];
        var soldOut = new bool[book.Stock.Count];
        for (var i = 0; i < issued.Length; i++)
            (issued[i], soldOut[i]) = (book.Stock[i].Issued, book.Stock[i].SoldOutSettled);
        _said = new ShardFacts(
            issued, soldOut, book.Table.Known, book.Till.Table.Orders,
            new FactsStamp(book.Head.Epoch, book.Head.Position));
        gate.Publish(Chain.Shard, _said);
    }

    private void AskForStock(VoucherBook book)
    {
        for (var batch = 0; batch < book.Stock.Count; batch++)
        {
            var stock = book.Stock[batch];
            var ask = _asks.TryGetValue(batch, out var known) ? known : _asks[batch] = new StockAsk();
            var urgent = stock.Waiting > 0;
            if (stock.Exhausted || ask.Pending || !(urgent || ask.IsLow(stock.Idle))) continue;
            ask.Pending = true;
            var request = new StockRequest(Chain.Shard, batch, stock.Released, urgent);
            _ = Environment.Run(() => AskPoolAsync(request, ask, Writer));
        }
    }

    private async Task AskPoolAsync(StockRequest request, StockAsk ask, BookWriter? writer)
    {
        StockReply reply;
        try
        {
            reply = await pool.RequestStockAsync(request);
        }
#pragma warning disable CA1031 // Not answered: the claims wait on until their deadline; the pool is asked again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(Environment.Log, $"{Chain}: asking for stock", fault.Message);
            reply = default;
        }

        // Nothing came and it is not the end: another book cannot be reached, or keeps units that its own waiting
        // claims may not take.
        var nothing = !reply.Answered || (request.Urgent && reply is { Piece: 0, Exhausted: false });
        if (nothing) await Task.Delay(AskAgain, Environment.Clock);
        if (writer is null) return;
        await Ask(writer, (book, events, _) => Receive(book, request, reply, ask, writer, events), false);
    }

    private static bool Receive(
        VoucherBook book, in StockRequest request, in StockReply reply, StockAsk ask, BookWriter writer,
        EventWriter events)
    {
        ask.Pending = false;
        if (!reply.Answered) return false;
        ask.LastPiece = reply.Piece;
        ShardDecision.Receive(book, request.Batch, reply.Granted, events);
        book.Stock[request.Batch].Exhausted = reply.Exhausted;
        writer.StockCame();
        return true;
    }

    /// <summary>What the pool says within that time; not answered: nothing is known.</summary>
    private async Task<CapGrant> RoomAsync(CapRequest request, TimeSpan left)
    {
        try
        {
            return await _room.AskAsync(request).WaitAsync(left, Environment.Clock);
        }
        catch (TimeoutException)
        {
            return default;
        }
    }

    private Task<T> AtTillAsync<T>(
        Func<VoucherBook, EventWriter, long, T> decide, Func<RedemptionKind, T> refuse)
    {
        var question = new BookQuestion<VoucherBook, T>(
            decide,
            outcome => refuse(outcome == CommitOutcome.Unknown ? RedemptionKind.Unknown : RedemptionKind.Unavailable),
            bounded: true, reserved: true);
        if (TryEnqueue(question)) return question.Answer;
        return Task.FromResult(refuse(NotTaken()));
    }

    /// <summary>Why the queue did not take it; nothing of it happened.</summary>
    private RedemptionKind NotTaken() =>
        State == BookState.Open ? RedemptionKind.Overloaded : RedemptionKind.Unavailable;

    private Task<T> AskAsync<T>(Func<VoucherBook, EventWriter, long, T> decide, T unanswered, bool bounded = false)
    {
        var question = new BookQuestion<VoucherBook, T>(decide, unanswered, bounded);
        return TryEnqueue(question) ? question.Answer : Task.FromResult(unanswered);
    }

    private static Task<T> Ask<T>(BookWriter writer, Func<VoucherBook, EventWriter, long, T> decide, T unanswered)
    {
        var question = new BookQuestion<VoucherBook, T>(decide, unanswered);
        return writer.TryEnqueue(question) ? question.Answer : Task.FromResult(unanswered);
    }

    /// <summary>
    /// One batch's standing with the pool. Before the first answer it is low: stock is fetched ahead of the crowd.
    /// </summary>
    private sealed class StockAsk
    {
        public bool Pending { get; set; }

        public long LastPiece { get; set; } = -1;

        public bool IsLow(long idle) => LastPiece < 0 ? idle == 0 : LastPiece >= 8 && idle < LastPiece / 4;
    }
}
