using Floodgate.Foundation;

namespace Floodgate.Tests.Foundation;

public sealed class RefusalsTests
{
    private const int ZhLengthMax = 40;
    private const int EnLengthMax = 90;

    // As the interface's contract writes them: changing one here breaks programs outside.
    private const string Contract =
        """
        400 idempotency-key-missing idempotency-key-malformed body-malformed body-too-large member-unknown
        400 member-duplicate
        400 member-wrong-type member-missing encoding-invalid resumes-at-required notice-required
        400 scope-unknown target-unknown
        401 pass-missing pass-invalid pass-expired token-missing token-invalid token-expired
        401 signature-invalid signature-stale
        401 ticket-missing ticket-invalid ticket-expired credentials-missing credentials-invalid
        403 not-eligible pass-wrong-campaign forbidden
        404 unknown-campaign unknown-batch unknown-voucher not-found
        405 method-not-allowed
        409 message-replayed
        409 limit-reached sold-out not-open paused closed stock-below-issued shards-fixed not-paused
        412 precondition-failed
        415 media-type-unsupported
        422 approval-too-large
        422 key-reused campaign-invalid
        428 precondition-required
        429 too-many-requests
        503 overloaded storage-unavailable pause-incomplete campaign-damaged data-folder-in-use data-folder-read-only
        503 identity-unavailable plan-ledger-unavailable
        403 approver-is-author
        404 unknown-plan
        409 message-id-taken
        503 holders-uncounted
        409 plan-approved plan-not-approved nothing-proposed
        422 plan-invalid
        404 unknown-incident unknown-part
        409 incident-over second-person-required step-not-offered still-paused
        503 reports-shed
        409 quota-exhausted quota-invalid quota-closed quota-expired quota-exceeded payload-forged payload-expired
        409 till-clock-wrong till-log-broken order-overused voucher-overused refunds-full
        422 unknown-risk time-invalid
        403 closer-is-editor
        404 no-timeline unknown-review unknown-action unknown-meeting
        409 review-closed root-cause-missing actions-missing re-test-missing evidence-missing actions-full
        409 meeting-held
        422 record-invalid
        503 records-unavailable
        404 unknown-drill unknown-course
        409 records-full
        403 approver-is-applicant
        404 unknown-merchant unknown-store unknown-key
        409 merchant-exists store-exists nothing-waits standing-unfit merchants-full
        413 import-too-large
        422 merchant-invalid import-invalid
        503 merchants-unavailable
        400 code-malformed redemption-invalid
        403 store-unknown store-suspended store-frozen
        404 code-unknown unknown-redemption
        409 already-redeemed expired not-yet-valid void frozen below-threshold wrong-store order-full qr-expired
        409 qr-used cap-reached redemption-paused already-undone already-refunded amount-too-large undo-too-late
        409 offline-conflict
        503 till-overloaded till-unavailable
        404 unknown-approval
        409 approval-decided approval-expired approval-pending approvals-full campaigns-full
        409 grant-budget-reached
        409 not-of-the-plan quiz-needed
        422 reason-required unknown-choice
        429 quiz-too-often
        503 audit-unavailable
        404 unknown-node
        409 node-last no-standby standby-not-synchronous primary-answers standby-unreachable standby-follows
        503 node-silent release-unheard room-unavailable
        """;

    public static TheoryData<int, string> CodesOfTheContract()
    {
        var data = new TheoryData<int, string>();
        foreach (var line in Contract.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var code in words[1..]) data.Add(int.Parse(words[0]), code);
        }

        return data;
    }

    public static TheoryData<string> Codes() => new(Refusals.All.Select(refusal => refusal.Code));

    [Theory]
    [MemberData(nameof(CodesOfTheContract))]
    public void Catalogue_HasEveryCodeOfTheContract_WithItsStatus(int status, string code)
    {
        Assert.True(Refusals.TryFind(code, out var refusal));
        Assert.Equal(status, refusal.Status);
    }

    [Fact]
    public void Catalogue_HasNoCodeTwiceAndNoneBesideTheContract() =>
        Assert.Equal(
            CodesOfTheContract().Select(row => row.Data.Item2).Order(StringComparer.Ordinal),
            Refusals.All.Select(refusal => refusal.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Catalogue_ListsEveryFieldOfTheClass() =>
        Assert.Equal(
            typeof(Refusals).GetFields().Select(field => field.GetValue(null)).OfType<Refusal>().ToHashSet(),
            Refusals.All.ToHashSet());

    [Theory]
    [MemberData(nameof(Codes))]
    public void Refusal_SaysAllThreeThingsInBothLanguages_Briefly(string code)
    {
        Assert.True(Refusals.TryFind(code, out var refusal));
        foreach (var text in new[] { refusal.Happened, refusal.Meaning, refusal.Next })
        {
            Assert.InRange(text.Zh.Length, 5, ZhLengthMax);
            Assert.InRange(text.En.Length, 10, EnLengthMax);
            Assert.EndsWith("。", text.Zh, StringComparison.Ordinal);
            Assert.EndsWith(".", text.En, StringComparison.Ordinal);
            Assert.DoesNotContain(text.En, char.IsSurrogate);
            Assert.Contains(text.Zh, character => character is >= '\u4e00' and <= '\u9fff');
            Assert.DoesNotContain(text.En, character => character is >= '\u4e00' and <= '\u9fff');
        }
    }
}
