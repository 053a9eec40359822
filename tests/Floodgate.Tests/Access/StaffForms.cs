using System.Net;
using System.Text.RegularExpressions;

namespace Floodgate.Tests.Access;

/// <summary>Fills in and sends the staff pages' forms as a browser would.</summary>
internal static partial class StaffForms
{
    public const string Password = "a long enough password";

    public static async Task SetUpAsync(AccessServer server)
    {
        using var client = server.Client();
        Assert.Equal(HttpStatusCode.Redirect, await SetUpAsync(client, "/setup?token=" + await server.LinkAsync()));
    }

    public static async Task<HttpStatusCode> SetUpAsync(HttpClient client, string link, string name = "admin") =>
        (await SendAsync(client, "/setup", SetupFields(await FormAsync(client, link), name))).StatusCode;

    public static Dictionary<string, string> SetupFields(Dictionary<string, string> form, string name)
    {
        (form["name"], form["password"], form["again"]) = (name, Password, Password);
        return form;
    }

    public static async Task<HttpResponseMessage> SignInAsync(
        HttpClient client, string password, string page = "/sign-in", string name = "admin")
    {
        var fields = await FormAsync(client, page);
        (fields["name"], fields["password"]) = (name, password);
        var language = page.Contains("lang=en", StringComparison.Ordinal) ? "?lang=en" : "";
        return await SendAsync(client, "/sign-in" + language, fields);
    }

    public static async Task<Dictionary<string, string>> FormAsync(HttpClient client, string path) =>
        Fields(await client.GetStringAsync(path));

    public static Dictionary<string, string> Fields(string page) => HiddenField().Matches(page)
        .DistinctBy(field => field.Groups["name"].Value)
        .ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));

    public static Task<HttpResponseMessage> SendAsync(
        HttpClient client, string path, Dictionary<string, string> fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields));

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)">""", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();
}
