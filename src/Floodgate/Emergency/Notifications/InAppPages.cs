using System.Collections.Immutable;

namespace Floodgate.Emergency.Notifications;

/// <summary>A message shown in the console.</summary>
/// <param name="AcknowledgeUrl">For its receiver alone.</param>
internal sealed record InAppPage(
    string MessageId, string Account, string Subject, string Text, string? AcknowledgeUrl, bool Repeat,
    DateTimeOffset At);

/// <summary>
/// Messages for the console, in memory: the newest of all accounts together, and one a message id however often it was
/// sent.
/// </summary>
internal sealed class InAppPages(NotificationsOptions options)
{
    private readonly Lock _gate = new();
    private ImmutableList<InAppPage> _newestLast = [];

    /// <summary>Grows with every change; the ETag of what the console polls.</summary>
    public long Version { get; private set; }

    public void Keep(OutgoingMessage message, DateTimeOffset at)
    {
        var page = new InAppPage(
            message.MessageId, message.Address, message.Subject, message.Text, message.AcknowledgeUrl, message.Repeat,
            at);
        lock (_gate)
        {
            var others = _newestLast.RemoveAll(known =>
                known.MessageId == page.MessageId && IsOf(known, page.Account));
            if (others.Count >= options.InAppPagesMax) others = others.RemoveAt(0);
            _newestLast = others.Add(page);
            Version++;
        }
    }

    /// <summary>One account's messages, newest first.</summary>
    public IReadOnlyList<InAppPage> Of(string account) =>
        [.. Enumerable.Reverse(_newestLast).Where(page => IsOf(page, account))];

    /// <summary>Everybody's, newest first, without the links with which their receivers acknowledge.</summary>
    public IReadOnlyList<InAppPage> All =>
        [.. Enumerable.Reverse(_newestLast).Select(page => page with { AcknowledgeUrl = null })];

    private static bool IsOf(InAppPage page, string account) =>
        page.Account.Equals(account, StringComparison.OrdinalIgnoreCase);
}
