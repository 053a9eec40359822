using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Floodgate.BrowserTests;

/// <summary>What an administrator does on the staff page.</summary>
internal static class StaffDesk
{
    public static async Task OpenStaff(this IPage admin)
    {
        await admin.GotoAsync("/console/staff");
        await admin.ExpectStaffListens();
    }

    /// <summary>The page listens once its circuit is up; before that a click is heard by nobody.</summary>
    public static Task ExpectStaffListens(this IPage admin) =>
        Expect(admin.Locator("main.fg-staff[data-live]")).ToBeVisibleAsync();

    /// <summary>Makes a setup link and answers it as a person would copy it.</summary>
    public static async Task<string> Invite(this IPage admin, string role)
    {
        await admin.Locator("#invite-role").SelectOptionAsync(role);
        await admin.GetByText("Make the link").ClickAsync();
        return await admin.Locator("#invite-link").InputValueAsync();
    }
}
