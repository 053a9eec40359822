using System.Text.RegularExpressions;
using Floodgate.Drills.Judging;

namespace Floodgate.Drills.Sandbox;

/// <summary>A page as its receiver got it.</summary>
/// <param name="Channel"><c>mail</c> or <c>webhook</c>.</param>
/// <param name="Link">Acknowledges it; null when there is none in it.</param>
internal sealed record ReceivedPage(string Person, string Channel, bool Genuine, Uri? Link);

/// <summary>Where the sinks bring what arrives: it is written down with its time, then told on.</summary>
internal sealed partial class Inbox(DrillLog log)
{
    private int _watchPort = -1;

    /// <summary>Called for every page that arrives, from the sink's own thread.</summary>
    public Action<ReceivedPage>? Arrived { get; set; }

    /// <summary>Whose links lead there was written by the watch.</summary>
    public Uri? Watch
    {
        set => Volatile.Write(ref _watchPort, value?.Port ?? -1);
    }

    public void Take(string person, string channel, bool genuine, string? link)
    {
        var address = Uri.TryCreate(link, UriKind.Absolute, out var url) ? url : null;
        var sender = address is not null && address.Port == Volatile.Read(ref _watchPort) ? "watch" : "server";
        log.See(SightKind.Page, person, PageDetail.Of(channel, sender), genuine);
        Arrived?.Invoke(new ReceivedPage(person, channel, genuine, address));
    }

    /// <summary>The link to acknowledge in a page's text.</summary>
    public static string? LinkIn(string text) => Link.Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"https?://[^\s/]+/ack/[A-Za-z0-9_.\-]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Link { get; }
}
