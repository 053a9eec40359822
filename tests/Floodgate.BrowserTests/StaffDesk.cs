using Microsoft.Playwright;

namespace Floodgate.BrowserTests;

/// <summary>What an administrator does on the staff page.</summary>
internal static class StaffDesk
{
    public static Task OpenStaff(this IPage admin) => admin.OpenPage("/console/staff");

    /// <summary>Makes a setup link and answers it as a person would copy it.</summary>
    public static async Task<string> Invite(this IPage admin, string role)
    {
        await admin.Locator("#invite-role").SelectOptionAsync(role);
        await admin.GetByText("Make the link").ClickAsync();
        return await admin.Locator("#invite-link").InputValueAsync();
    }
}
