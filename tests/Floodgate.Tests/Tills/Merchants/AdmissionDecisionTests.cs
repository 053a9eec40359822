using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tests.Tills.Merchants;

/// <summary>The case 'insider': 1.96 million CNY went to fake shops that insiders let in themselves.</summary>
public sealed class AdmissionDecisionTests
{
    [Theory]
    [InlineData("anna", "ben", false, "Good")]
    [InlineData("anna", "anna", false, "Own")]
    [InlineData("anna", "ANNA", false, "Own")]
    [InlineData("anna\nben", "ben", false, "Own")]
    [InlineData("anna", "ben", true, "Own")]
    public void Approval_ByWhoeverWroteAPartOfIt_IsRefused(
        string authors, string approver, bool benAddedAStore, string due)
    {
        var merchant = new MerchantRow { State = MerchantState.Applied, Authors = authors };
        StoreRow[] stores = benAddedAStore ? [new() { State = MerchantState.Applied, Authors = "ben" }] : [];
        Assert.Equal(due, AdmissionDecision.Decide(new(merchant, stores), approver, AreTwo).ToString());
    }

    [Fact]
    public void Approval_WhenNothingWaits_HasNothingToApprove() => Assert.Equal(
        AdmissionAnswer.Nothing,
        AdmissionDecision.Decide(new(new MerchantRow { State = MerchantState.Approved }, []), "ben", AreTwo));

    [Fact]
    public void Change_OfAnApprovedStore_IsInForceOnlyAfterItsApproval()
    {
        var store = new StoreRow { State = MerchantState.Approved, Region = "330106" };
        store.Proposal = TermsJson.Write(new StoreTerms(new BilingualText("店", "Store"), "440300", "dining"));
        Assert.True(store.Waits);
        Assert.Equal("330106", store.Region);
        AdmissionDecision.Admit(store, "ben", 7);
        Assert.Equal(("440300", false, MerchantState.Approved), (store.Region, store.Waits, store.State));
    }

    [Fact]
    public void Refusal_OfAChange_KeepsWhatWasInForce()
    {
        var store = new StoreRow { State = MerchantState.Approved, Region = "330106" };
        store.Proposal = TermsJson.Write(new StoreTerms(new BilingualText("店", "Store"), "440300", "dining"));
        AdmissionDecision.Refuse(store, "not theirs", "ben", 7);
        Assert.Equal(("330106", false, MerchantState.Approved), (store.Region, store.Waits, store.State));
    }

    [Theory]
    [InlineData("Approved", "Approved", "Active")]
    [InlineData("Suspended", "Approved", "Suspended")]
    [InlineData("Approved", "Suspended", "Suspended")]
    [InlineData("Suspended", "Frozen", "Frozen")]
    [InlineData("Frozen", "Suspended", "Frozen")]
    public void Store_StandsNoBetterThanItsMerchant(
        string merchant, string store, string standing) => Assert.Equal(
            standing,
            StandingDecision.Of(Enum.Parse<MerchantState>(merchant), Enum.Parse<MerchantState>(store)).ToString());

    [Theory]
    [InlineData("Applied", "Suspended")]
    [InlineData("Applied", "Reinstated")]
    [InlineData("Refused", "Approved")]
    [InlineData("Refused", "Reinstated")]
    [InlineData("Suspended", "Approved")]
    [InlineData("Approved", "Reinstated")]
    public void Act_ThatWouldLetInWhatWasNotApproved_ChangesNothing(string state, string act) =>
        Assert.Null(StandingDecision.After(Enum.Parse<MerchantState>(state), Enum.Parse<MerchantAct>(act)));

    private static bool AreTwo(string one, string other) =>
        !string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
