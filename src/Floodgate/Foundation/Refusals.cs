using System.Collections.Frozen;

namespace Floodgate.Foundation;

/// <summary>
/// Every refusal the interface knows, each with its code, status and words. The other parts of this class hold them.
/// </summary>
internal static partial class Refusals
{
    /// <summary>All of them, in the order of the interface's contract.</summary>
    public static IReadOnlyList<Refusal> All => Catalogue.InOrder;

    public static bool TryFind(string code, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Refusal? refusal) =>
        Catalogue.ByCode.TryGetValue(code, out refusal);

    // A class of its own, so that it is made after the fields of every part, whatever order the compiler gives the
    // parts.
    private static class Catalogue
    {
        public static readonly Refusal[] InOrder =
        [
            IdempotencyKeyMissing, IdempotencyKeyMalformed, PassMissing, PassInvalid, PassExpired, NotEligible,
            PassWrongCampaign, UnknownCampaign, UnknownBatch, LimitReached, SoldOut, NotOpen, Paused, Closed,
            KeyReused, TooManyRequests, Overloaded, StorageUnavailable, CampaignDamaged, UnknownVoucher, TokenMissing,
            TokenInvalid, TokenExpired, IdentityUnavailable, TicketMissing, TicketInvalid, TicketExpired,
            CredentialsMissing, CredentialsInvalid, Forbidden, BodyMalformed, BodyTooLarge, MemberUnknown,
            MemberDuplicate, MemberWrongType, MemberMissing, EncodingInvalid, MediaTypeUnsupported, NotFound,
            MethodNotAllowed, PreconditionRequired, PreconditionFailed, CampaignInvalid, StockBelowIssued,
            CampaignsFull, ShardsFixed, PauseIncomplete, NotPaused, ResumesAtRequired, NoticeRequired, ScopeUnknown,
            TargetUnknown, NoStandby, StandbyNotSynchronous, PrimaryAnswers, StandbyUnreachable, StandbyFollows,
            ReleaseUnheard, RoomUnavailable,
            DataFolderInUse, DataFolderReadOnly, PlanInvalid, UnknownPlan, PlanApproved, PlanNotApproved,
            ApproverIsAuthor, NothingProposed, PlanLedgerUnavailable, AuditUnavailable, UnknownApproval,
            ApprovalDecided, ApprovalExpired, ApprovalPending, ApprovalsFull, ApprovalTooLarge,
            ReasonRequired, SignatureInvalid,
            SignatureStale, MessageReplayed, UnknownIncident, UnknownRisk, UnknownPart, IncidentOver,
            SecondPersonRequired, StepNotOffered, TimeInvalid, StillPaused, ReportsShed, MessageIdTaken,
            HoldersUncounted, NoTimeline, UnknownReview, UnknownAction, UnknownMeeting, ReviewClosed,
            RootCauseMissing, ActionsMissing, ReTestMissing, CloserIsEditor, EvidenceMissing, ActionsFull,
            MeetingHeld, RecordInvalid, RecordsUnavailable, UnknownDrill, UnknownCourse, RecordsFull, AlreadyRedeemed,
            Expired, NotYetValid, Void, Frozen, BelowThreshold, WrongStore, OrderFull, CodeMalformed, CodeUnknown,
            QrExpired, QrUsed, CapReached, RedemptionPaused, StoreUnknown, StoreSuspended, StoreFrozen,
            RedemptionInvalid, UnknownRedemption, AlreadyUndone, AlreadyRefunded, AmountTooLarge, UndoTooLate,
            OfflineConflict, TillOverloaded, TillUnavailable, UnknownMerchant, UnknownStore, UnknownKey,
            MerchantInvalid, MerchantExists, StoreExists, NothingWaits, ApproverIsApplicant, StandingUnfit,
            MerchantsFull, ImportInvalid, ImportTooLarge, MerchantsUnavailable, NotOfThePlan, UnknownChoice,
            QuizTooOften, QuizNeeded,
            QuotaExhausted, QuotaInvalid, QuotaClosed, QuotaExpired, QuotaExceeded, PayloadForged, PayloadExpired,
            TillClockWrong, TillLogBroken, GrantBudgetReached, OrderOverused, VoucherOverused, RefundsFull,
            UnknownNode, NodeLast, NodeSilent,
        ];

        public static readonly FrozenDictionary<string, Refusal> ByCode =
            InOrder.ToFrozenDictionary(refusal => refusal.Code, StringComparer.Ordinal);
    }
}
