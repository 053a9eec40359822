using System.CommandLine;
using System.CommandLine.Parsing;

namespace Floodgate.Host.Commands;

/// <summary>A running server's address, as <c>--url</c> or by another name.</summary>
internal static class ServerUrl
{
    public static readonly Uri Default = new("http://127.0.0.1:5080");

    public static Option<Uri?> Option(string description, Uri? otherwise = null, string name = "--url") => new(name)
    {
        Description = description,
        CustomParser = asked => Parse(asked, name),
        DefaultValueFactory = _ => otherwise,
    };

    private static Uri? Parse(ArgumentResult asked, string name)
    {
        var text = asked.Tokens.Count == 1 ? asked.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http" or "https", AbsolutePath: "/" })
            return url;
        asked.AddError($"{name} must be a server's address such as {Default}, not '{text}'");
        return null;
    }
}
