namespace Floodgate.Web.Console;

/// <summary>Addresses of the console.</summary>
internal static class ConsoleRoutes
{
    public const string Home = "/console";
    public const string Staff = "/console/staff";
    public const string Incidents = "/console/incidents";
    public const string Desk = "/console/desk";
    public const string Reviews = "/console/reviews";
    public const string Actions = "/console/actions";
    public const string Meetings = "/console/meetings";
    public const string Drills = "/console/drills";
    public const string Training = "/console/training";
    public const string Readiness = "/console/readiness";
    public const string Plan = "/console/plan";
    public const string Approvals = "/console/approvals";
    public const string Audit = "/console/audit";
    public const string People = "/console/people";
    public const string Redemptions = "/console/redemptions";
    public const string Vouchers = "/console/vouchers";
    public const string Cluster = "/console/cluster";
    public const string Money = "/console/money";
    public const string Merchants = "/console/merchants";
    public const string Stores = "/console/stores";
    public const string Preferences = "/console/preferences";

    /// <summary>The access slice's pages.</summary>
    public const string SignIn = "/sign-in";
    public const string TwoStep = "/account/two-factor";
    public const string Setup = "setup?token=";
    public const string SignOut = "/sign-out";

    /// <summary>Who may look; and who may pause and resume.</summary>
    public const string StaffPolicy = "staff";
}
