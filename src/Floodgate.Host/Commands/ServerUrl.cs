using System.CommandLine;
using System.CommandLine.Parsing;

namespace Floodgate.Host.Commands;

/// <summary>The <c>--url</c> of commands that talk to a running server.</summary>
internal static class ServerUrl
{
    public static readonly Uri Default = new("http://127.0.0.1:5080");

    public static Option<Uri?> Option(string description, Uri? otherwise = null) => new("--url")
    {
        Description = description,
        CustomParser = Parse,
        DefaultValueFactory = _ => otherwise,
    };

    private static Uri? Parse(ArgumentResult asked)
    {
        var text = asked.Tokens.Count == 1 ? asked.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http" or "https", AbsolutePath: "/" })
            return url;
        asked.AddError($"--url must be a server's address such as {Default}, not '{text}'");
        return null;
    }
}
