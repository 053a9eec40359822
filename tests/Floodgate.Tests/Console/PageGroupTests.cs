using System.Reflection;
using Floodgate.Web;
using Floodgate.Web.Console;
using Floodgate.Web.Console.Navigation;
using Microsoft.AspNetCore.Components;

namespace Floodgate.Tests.Console;

public sealed class PageGroupTests
{
    [Theory]
    [InlineData("/console", "Campaign")]
    [InlineData("/console/", "Campaign")]
    [InlineData("/console/incidents/i-20261123-1", "Incidents")]
    [InlineData("/console/reviews/r-i-1", "Incidents")]
    [InlineData("/console/planned", "Campaign")]
    [InlineData("/console/plan", "Plan")]
    [InlineData("/console/stores/lakeside", "Campaign")]
    [InlineData("/console/merchants/noodles", "Campaign")]
    [InlineData("/console/staff", "People")]
    public void Group_IsTheOneOfTheOpenPage(string path, string group) =>
        Assert.Equal(group, PageGroup.Of(path).Name.En);

    [Fact]
    public void EveryPageOfTheConsole_StandsInTheNavigation()
    {
        var pages = typeof(WebSlice).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template).Where(template => !template.Contains('{', StringComparison.Ordinal));
        var linked = PageGroup.All.SelectMany(group => group.Pages).Select(page => page.Address);
        Assert.Equal(pages.Order(StringComparer.Ordinal), linked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AccountsPage_IsShownToAdministratorsOnly() => Assert.Equal(
        Floodgate.Access.Roles.Admin,
        PageGroup.All.SelectMany(group => group.Pages).Single(page => page.Address == ConsoleRoutes.Staff).Policy);
}
