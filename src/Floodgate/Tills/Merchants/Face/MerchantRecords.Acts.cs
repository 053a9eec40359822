using System.Data.Common;
using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Api;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tills.Merchants.Face;

/// <summary>What the console does to merchants; each answers null when it was done.</summary>
public sealed partial class MerchantRecords
{
    private const int SaidMax = 3;

    private static readonly BilingualText NotAllowed = new(
        "您的角色不能这样做，什么都没有改变。", "Your role may not do this; nothing was changed.");

    public Task<BilingualText?> ApplyAsync(MerchantAsked asked, StoreAsked first, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Editors, async actor =>
        {
            var merchant = new NewMerchant(
                asked.Merchant.Trim(),
                new MerchantTerms(Trimmed(asked.Name), Kept(asked.Registration), Kept(asked.Contact)), [New(first)]);
            return Words(MerchantEndpoints.Faults(merchant))
                ?? Words(await _desk.ApplyAsync(merchant, actor, CancellationToken.None));
        });

    public Task<BilingualText?> AddStoreAsync(MerchantView seen, StoreAsked asked, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Editors, async actor =>
        {
            var store = New(asked);
            return Words([.. TermsRules.OfId(store.Id), .. TermsRules.Of(store.Terms)])
                ?? Words(await _desk.AddStoresAsync(
                    seen.Id, version => version == seen.Version, [store], actor, CancellationToken.None));
        });

    public Task<BilingualText?> ChangeStoreAsync(StoreView seen, StoreAsked asked, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Editors, async actor =>
        {
            var terms = New(asked).Terms;
            return Words(TermsRules.Of(terms)) ?? Words(await _desk.ChangeStoreAsync(
                seen.Merchant, seen.Store.Id, version => version == seen.Version, terms, actor,
                CancellationToken.None));
        });

    public Task<BilingualText?> ApproveAsync(MerchantView seen, string note, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Deciders, async _ => Words(await _decisions.ApproveAsync(
            seen.Id, version => version == seen.Version, Kept(note), Who.Of(user), CancellationToken.None)));

    public Task<BilingualText?> RefuseAsync(MerchantView seen, string reason, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Deciders, async _ => Kept(reason) is not { Length: <= 500 } why
            ? new("请写明拒绝的理由，最多 500 字。", "Say why it is refused, in 500 characters at most.")
            : Words(await _decisions.RefuseAsync(
                seen.Id, version => version == seen.Version, why, Who.Of(user), CancellationToken.None)));

    /// <param name="merchant">Its id.</param>
    /// <param name="store">Null: the merchant as a whole.</param>
    public Task<BilingualText?> StandAsync(
        string merchant, string? store, StandingAsked asked, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Deciders, async actor =>
        {
            var act = Enum.Parse<MerchantAct>(asked.Act);
            var redemptions = asked.Redemptions.Split(
                [' ', '\n', ',', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
            var freeze = act == MerchantAct.Frozen;
            var said = new StandingReason(
                Trimmed(asked.Reason), freeze ? Trimmed(asked.Appeal) : null,
                freeze && asked.AmountYuan is { } yuan and < 1_000_000_000 and > 0
                    ? new Money((long)decimal.Round(yuan * 100), TestVouchers.Currency) : null,
                redemptions.Length == 0 ? null : redemptions);
            return Words(TermsRules.Of(said, freeze, _options.DisputedRedemptionsMax))
                ?? Words(await _desk.StandAsync(merchant, store, act, said, actor, CancellationToken.None));
        });

    private static NewStore New(StoreAsked asked)
    {
        var takes = asked.Takes.Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return new NewStore(asked.Store.Trim(), new StoreTerms(
            Trimmed(asked.Name), asked.Region.Trim(), asked.Category.Trim(), Kept(asked.Address),
            takes.Length == 0 ? null : takes));
    }

    private static BilingualText? Words(MerchantOutcome outcome) =>
        outcome.Answer == MerchantAnswer.Done ? null : MerchantReplies.RefusalOf(outcome.Answer).InWords();

    private static BilingualText? Words(IEnumerable<TermsFault> faults)
    {
        var said = faults.Take(SaidMax).Select(fault => (Place: PlaceOf(fault.Member), fault.Message)).ToArray();
        return said.Length == 0 ? null : new BilingualText(
            string.Concat(said.Select(one => $"{one.Place.Zh}：{one.Message.Zh}")),
            string.Join(' ', said.Select(one => $"{one.Place.En}: {one.Message.En}")));
    }

    private static BilingualText PlaceOf(string member) => member.Split('/') switch
    {
        ["stores", _, .. var rest] => Join(new("门店的", "Store, "), PlaceOf(string.Join('/', rest))),
        ["id"] => new("编号", "Id"),
        ["name", "zh"] => new("中文名称", "Chinese name"),
        ["name", "en"] => new("英文名称", "English name"),
        ["reason", ..] => new("原因", "Reason"),
        ["appeal", ..] => new("申诉途径", "Appeal"),
        ["disputed" or "redemptions", ..] => new("争议范围", "In dispute"),
        ["registration"] => new("注册号", "Registration"),
        ["contact"] => new("联系方式", "Contact"),
        ["region"] => new("地区", "Region"),
        ["category"] => new("类别", "Category"),
        ["address"] => new("地址", "Address"),
        ["takes"] => new("受理的活动", "Takes"),
        _ => new(member, member),
    };

    private static BilingualText Join(BilingualText a, BilingualText b) => new(a.Zh + b.Zh, a.En + b.En);

    private static BilingualText Trimmed(BilingualText text) => new(text.Zh.Trim(), text.En.Trim());

    private static string? Kept(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool Has(ClaimsPrincipal user, string[] roles) =>
        user.Identity?.IsAuthenticated == true && roles.Any(role => user.HasClaim(ClaimTypes.Role, role));

    private async Task<Seen<T>> LookAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        try
        {
            return new Seen<T>(await look(), null);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            MerchantsLog.StorageFailed(_log, fault.GetType().Name);
            return new Seen<T>(null, Refusals.MerchantsUnavailable.InWords());
        }
    }

    private async Task<BilingualText?> ActAsync(
        ClaimsPrincipal user, string[] roles, Func<string, Task<BilingualText?>> act)
    {
        if (!Has(user, roles)) return NotAllowed;
        try
        {
            return await act(StaffPerson.Of(user));
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            MerchantsLog.StorageFailed(_log, fault.GetType().Name);
            return Refusals.MerchantsUnavailable.InWords();
        }
    }
}
