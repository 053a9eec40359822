using System.Globalization;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Face;

namespace Floodgate.Tills.Merchants.Records;

/// <summary>
/// Merchants and stores that applied, among all that waits for a second person. The application is the proposal; it
/// stands in the merchants' own records, and which version of it was seen is in the approval's id.
/// </summary>
internal sealed class MerchantAdmission(MerchantDesk desk, MerchantReads reads) : IStandingKind
{
    private const string Prefix = "merchant-";

    private static readonly BilingualText Overtaken = new(
        "商户的资料在此期间又变了，没有批准。请看过现在的内容再决定。",
        "The merchant's papers have changed meanwhile; it was not approved. Look at them as they are now.");

    public string Id => "merchant.admit";

    public BilingualText Name => new("商户准入", "Admit a merchant");

    public IReadOnlyList<string> Proposers => [Roles.Operator];

    public IReadOnlyList<string> Approvers => [Roles.Operator, Roles.Finance];

    /// <summary>An application waits until somebody has looked at it.</summary>
    public TimeSpan Life => TimeSpan.FromDays(3_650);

    public static string IdOf(MerchantRow merchant) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{merchant.Id}-v{merchant.Version}");

    public async Task<IReadOnlyList<Standing>> WaitingAsync(int most, CancellationToken cancel) =>
        [.. (await reads.WaitingAsync(most, cancel)).Select(Of)];

    public async Task<Standing?> FindAsync(string id, CancellationToken cancel) =>
        Read(id) is var (merchant, version) && await reads.FindAsync(merchant, cancel) is { } file
            && file.Merchant.Version == version && file.Waiting.Any() ? Of(file) : null;

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
    {
        if (Read(approved.Id) is not var (merchant, version)) return new Execution.Failed(Overtaken);
        var outcome = await desk.ApproveAsync(
            merchant, now => now == version, approved.Note, approved.Decider!.Person, cancel);
        return outcome.Answer == MerchantAnswer.Done || await StandsAsync(merchant, version, approved, cancel)
            ? new Execution.Done() : new Execution.Failed(Overtaken);
    }

    public async Task<Execution> RefuseAsync(Approval refused, CancellationToken cancel)
    {
        if (Read(refused.Id) is not var (merchant, version)) return new Execution.Failed(Overtaken);
        var outcome = await desk.RefuseAsync(
            merchant, now => now == version, refused.Note ?? "—", refused.Decider!.Person, cancel);
        return outcome.Answer == MerchantAnswer.Done ? new Execution.Done() : new Execution.Failed(Overtaken);
    }

    /// <summary>Admitted by this approval before a crash: found, and not done again.</summary>
    private async Task<bool> StandsAsync(string merchant, int version, Approval approved, CancellationToken cancel) =>
        await reads.FindAsync(merchant, cancel) is { } file && file.Merchant.Version == version + 1
        && new AdmittedRow[] { file.Merchant }.Concat(file.Stores).Any(row =>
            row.DecidedBy == approved.Decider!.Person && row.DecidedAt >= approved.DecidedAt!.Value.Micros()
            && StandingDecision.IsAdmitted(row.State));

    private Standing Of(MerchantFile file)
    {
        var waiting = file.Waiting.ToArray();
        var authors = waiting.SelectMany(row => row.AuthorList).Distinct(StringComparer.Ordinal).ToArray();
        return new Standing(
            IdOf(file.Merchant),
            new Proposal(Id, "merchant/" + file.Merchant.Id, null, "", [.. waiting.SelectMany(Changes)], default),
            authors.Length > 0 ? authors : [file.Merchant.AppliedBy],
            UnixTime.ToTime(waiting.Max(row => row.AppliedAt)));
    }

    private static IEnumerable<Change> Changes(AdmittedRow row) => row switch
    {
        MerchantRow { State: MerchantState.Applied } merchant =>
        [
            new("/name", new("商户", "merchant"), null, merchant.Name),
            .. Said("/registration", new("注册号", "registration"), merchant.Registration),
            .. Said("/contact", new("联系方式", "contact"), merchant.Contact),
        ],
        StoreRow { State: MerchantState.Applied } store =>
        [
            new("/stores/" + store.Id, new($"门店 {store.Id}", $"store {store.Id}"), null, new(
                Line(store.NameZh, store), Line(store.NameEn, store))),
        ],
        MerchantRow merchant => Terms("", merchant.Id, MerchantViewing.Changes(merchant)),
        StoreRow store => Terms("/stores/", store.Id, MerchantViewing.Changes(store)),
        _ => [],
    };

    private static IEnumerable<Change> Said(string path, BilingualText where, string? said) =>
        said is null ? [] : [Change.Of(path, where, null, said)];

    private static string Line(string name, StoreRow store) =>
        string.Join(" · ", new[] { name, store.Region, store.Category, store.Address, Taken(store) }
            .OfType<string>());

    /// <summary>The batches it asks for; null: whatever the campaigns allow it.</summary>
    private static string? Taken(StoreRow store) =>
        store.TakesList is { Length: > 0 } takes ? string.Join(", ", takes) : null;

    private static IEnumerable<Change> Terms(string at, string id, IReadOnlyList<TermsChange> changes) =>
        changes.Select(change => Change.Of(
            $"{at}{id}", new($"{id} {change.What.Zh}", $"{id} {change.What.En}"),
            change.Before.Length == 0 ? null : change.Before, change.After));

    private static (string Merchant, int Version)? Read(string id)
    {
        var mark = id.LastIndexOf("-v", StringComparison.Ordinal);
        return id.StartsWith(Prefix, StringComparison.Ordinal) && mark > Prefix.Length
            && int.TryParse(id.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (id[Prefix.Length..mark], version) : null;
    }
}
