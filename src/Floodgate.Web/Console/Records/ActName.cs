using Microsoft.AspNetCore.Components;

namespace Floodgate.Web.Console.Records;

/// <summary>What the trail calls an act of a page: <c>meeting.hold</c> for <c>MeetingPage.HoldAsync</c>.</summary>
internal static class ActName
{
    public static string Of(object page, string method) =>
        $"{Short(page.GetType().Name, "Page", "Dialog")}.{Short(method, "Async")}";

    /// <summary>The page's address, which names the record: <c>reviews/r-1</c>.</summary>
    public static string Place(NavigationManager navigation) =>
        new Uri(navigation.Uri).AbsolutePath.Replace("/console/", "", StringComparison.Ordinal);

    private static string Short(string name, params string[] endings)
    {
        var ending = endings.FirstOrDefault(one => name.EndsWith(one, StringComparison.Ordinal)) ?? "";
        return name[..^ending.Length].ToLowerInvariant();
    }
}
