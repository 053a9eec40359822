namespace Floodgate.Vouchers.Lanes;

/// <summary>Why a lane answers instead of the book.</summary>
internal enum LaneRefusal
{
    /// <summary>Too many wait, or it waited too long without being sent: nothing of it happened.</summary>
    Overloaded,

    /// <summary>The book is not open: nothing of it happened.</summary>
    Unavailable,

    /// <summary>Sent, and not answered in time or at all: it may have happened.</summary>
    Unknown,
}

/// <summary>What a lane needs to know of the requests it carries.</summary>
/// <param name="Ask">One answer a request, in order. Null: the book is not open. Empty: its queue is full.</param>
/// <param name="Refuse">The answer that says so.</param>
/// <param name="SaysNothingHappened">
/// Whether an answer says so: of a request whose earlier call broke it is not believed.
/// </param>
/// <param name="RequestsMax">Requests that wait in the lane; may change while it runs.</param>
/// <param name="CallRequestsMax">Requests in one call.</param>
/// <param name="CallsMax">Calls under way at once.</param>
/// <param name="AnswerMillisecondsMax">The latest answer, counted from the request's arrival.</param>
/// <param name="AnswersSent">
/// Whether that holds for what was sent, too; else it waits for the book's own word, and its caller keeps the promise.
/// </param>
/// <param name="HoldsOn">
/// Whether a request whose book is not open, or whose call broke, is sent again while it has time: among several nodes
/// a book that moves or whose node died is open elsewhere in a moment. A request carries its key, or its order and
/// voucher are it, so asking twice is asking once.
/// </param>
internal sealed record LaneTerms<TRequest, TAnswer>(
    Func<TRequest[], Task<TAnswer[]?>> Ask, Func<LaneRefusal, TAnswer> Refuse,
    Func<TAnswer, bool> SaysNothingHappened, Func<int> RequestsMax, int CallRequestsMax, int CallsMax,
    int AnswerMillisecondsMax, bool AnswersSent = true, bool HoldsOn = false);
