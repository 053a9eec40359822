using System.Reflection;
using System.Runtime.CompilerServices;
using Floodgate.Foundation;
using Floodgate.Web;

namespace Floodgate.Tests.Architecture;

public sealed class PublicFaceTests
{
    /// <summary>
    /// What may be public, as a namespace or one type, and why. Everything else is internal: what nobody outside can
    /// name can be changed without asking anybody.
    /// </summary>
    private static readonly (string Name, string Why)[] MayBePublic =
    [
        ("Floodgate.Foundation", "the values in which the public faces of all slices speak"),
        ("Floodgate.Campaigns", "a campaign's definition is the contract of its files, the API and the console"),
        ("Floodgate.Admission.CampaignPhase", "the phase the console's board shows"),
        ("Floodgate.Access.Roles", "the console's pages say by role who may see them"),
        ("Floodgate.Access.Staff.StaffSessions", "what the console's open pages ask whether they still may"),
        ("Floodgate.Access.Staff.SessionStanding", "what they are told"),
        ("Floodgate.Access.Staff.StaffRegister", "what the console's staff page asks and changes"),
        ("Floodgate.Access.Staff.StaffMember", "an account as the staff page shows it"),
        ("Floodgate.Access.Staff.StaffInvitation", "an open setup link as the staff page shows it"),
        ("Floodgate.Access.Staff.StaffInvited", "the link the staff page hands out once"),
        ("Floodgate.Access.Staff.StaffRoll", "what the staff page lists"),
        ("Floodgate.Access.Staff.StaffOutcome", "what the staff page answers a change with"),
        ("Floodgate.Access.Policies.EndpointMarkers", "how an endpoint or a page says who may see it"),
        ("Floodgate.Access.Policies.PublicEndpointAttribute", "how an endpoint or a page says that everybody may"),
        ("Floodgate.Audit.Change", "one line of a difference, as the console shows it"),
        ("Floodgate.Audit.Face", "approvals and the audit trail as the console has them"),
        ("Floodgate.Audit.Approvals.ApprovalState", "how a proposal stands, as the console shows it"),
        ("Floodgate.Storage.Postgres.WithoutStandby", "the configuration names its values"),
        ("Floodgate.Emergency.Incidents.CapacityDriverKind", "the configuration names its values"),
        ("Floodgate.Vouchers.Operations.CampaignControl", "what the console's pause and resume call"),
        ("Floodgate.Vouchers.Operations.PauseRequest", "what the console's dialog asks for"),
        ("Floodgate.Vouchers.Operations.PauseOutcome", "what the console answers a pause with"),
        ("Floodgate.Vouchers.Operations.ResumeOutcome", "what the console answers a resumption with"),
        ("Floodgate.Vouchers.Operations.CampaignResumption", "what the console's resumption calls: it may take two"),
        ("Floodgate.Vouchers.Operations.ResumeReply", "what it answers with"),
        ("Floodgate.Emergency.Incidents.Face", "the control room and the plan as the console has them"),
        ("Floodgate.Emergency.Notices.Face", "the service desk as the console has it"),
        ("Floodgate.Emergency.People.Face", "the on-call calendar and the tests of channels as the console has them"),
        ("Floodgate.Emergency.Practice.Face", "drills, courses, quizzes and training as the console has them"),
        ("Floodgate.Emergency.Reviews.Face", "reviews, actions, meetings and readiness as the console has them"),
        ("Floodgate.Tills.Live.Face", "redemptions as they come, as the console shows them"),
        ("Floodgate.Tills.Redemptions.Face", "a voucher's life as the console has it, and what staff do to one"),
        ("Floodgate.Vouchers.Grants.Face", "grants by hand as the service desk proposes them"),
        ("Floodgate.Vouchers.Operations.Face", "the money of a campaign as the console shows it"),
        ("Floodgate.Vouchers.Nodes.Face", "the cluster's nodes and books as the console has them"),
        ("Floodgate.Tills.Merchants.Face", "merchants and stores as the console has them"),
        ("Floodgate.Vouchers.Board", "what the console's live board shows, and the one object it asks"),
        ("Floodgate.Web.Console", "what Razor components, always public, take as parameters"),
        ("Floodgate.Web._Imports", "what Razor makes of the imports of its components"),
        ("Floodgate.Web.WebSlice", "how the host adds and maps the console and the pages"),
    ];

    private static readonly Assembly Library = typeof(Money).Assembly;

    private static readonly Assembly Web = typeof(WebSlice).Assembly;

    [Fact]
    public void Types_AreInternalUnlessListedWithAReason() =>
        Rule.Holds(Library.GetTypes().Concat(Web.GetTypes())
            .Where(type => type.IsPublic && !IsWrittenByATool(type))
            .Where(type => !IsOfAPublicKind(type) && !IsListed(type.FullName!))
            .Select(type => $"{type.FullName} is public: make it internal, or list it here and say why"));

    [Fact]
    public void Web_CannotSeeInternals() =>
        Assert.DoesNotContain(Library.GetCustomAttributes<InternalsVisibleToAttribute>(),
            friend => friend.AssemblyName.StartsWith("Floodgate.Web", StringComparison.Ordinal));

    [Fact]
    public void Web_CannotReachSql() =>
        Assert.DoesNotContain(Web.GetReferencedAssemblies(), reference => IsSql(reference.Name!));

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", true)]
    [InlineData("Microsoft.EntityFrameworkCore.Relational", true)]
    [InlineData("System.Data.Common", true)]
    [InlineData("MudBlazor", false)]
    public void Sql_IsKnownByItsAssemblies(string name, bool isSql) => Assert.Equal(isSql, IsSql(name));

    [Theory]
    [InlineData("Floodgate.Foundation.Money", true)]
    [InlineData("Floodgate.FoundationOfSand.Money", false)]
    [InlineData("Floodgate.Vouchers.VoucherBook", false)]
    public void List_CoversANamespaceAndNotItsNeighbours(string name, bool listed) =>
        Assert.Equal(listed, IsListed(name));

    /// <summary>
    /// Options, because the configuration names their members; exceptions, because whoever catches one must name it.
    /// </summary>
    private static bool IsOfAPublicKind(Type type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal) || typeof(Exception).IsAssignableFrom(type);

    private static bool IsSql(string assembly) =>
        assembly is "Microsoft.Data.Sqlite" or "Npgsql" or "System.Data.Common" ||
        assembly.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) ||
        assembly.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal);

    private static bool IsListed(string fullName) =>
        MayBePublic.Any(entry => fullName == entry.Name ||
            fullName.StartsWith(entry.Name + ".", StringComparison.Ordinal));

    /// <summary>
    /// Orleans' generated code, EF Core's migrations, and Razor's components, which are always public.
    /// </summary>
    private static bool IsWrittenByATool(Type type) =>
        type.Namespace is null ||
        type.Namespace.StartsWith("OrleansCodeGen", StringComparison.Ordinal) ||
        type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal) ||
        typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type);
}
