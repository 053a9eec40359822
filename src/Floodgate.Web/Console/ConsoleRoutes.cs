namespace Floodgate.Web.Console;

/// <summary>Addresses of the console.</summary>
internal static class ConsoleRoutes
{
    public const string Home = "/console";
    public const string Preferences = "/console/preferences";

    /// <summary>The access slice's pages.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>Who may look; and who may pause and resume.</summary>
    public const string StaffPolicy = "staff";
}
