using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Notifications.Pages;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.Incidents;

/// <summary>Puts a page into words and hands it to its channel.</summary>
/// <param name="sender">Channels.</param>
/// <param name="keys">Sign the links to acknowledge.</param>
/// <param name="console">The console as people reach it.</param>
/// <param name="planOf">The plan an incident pinned.</param>
/// <param name="clock">Links expire by it.</param>
internal sealed class PageSending(
    Sender sender, KeyRing keys, Func<Uri> console, Func<string, EmergencyPlan> planOf, TimeSpan linkLife,
    TimeProvider clock)
{
    /// <summary>Tells a group; there is no link to acknowledge in it.</summary>
    public async Task<string?> SendAsync(GroupOrder order, CancellationToken cancel)
    {
        var level = planOf(order.Begun.Plan).LevelOf(order.Level);
        var content = new PageContent(
            order.Incident, order.Level, level.Colour, order.Begun.Title, order.Begun.Since, order.Begun.Effect,
            new Uri(console(), $"/console/incidents/{order.Incident}"), Acknowledge: null, 1, level.Page.Steps.Count)
        {
            Repeat = order.Repeat,
        };
        var channel = order.Group.Channel;
        var text = PageRendering.Render(content, channel.Kind, ContactLanguage.Zh);
        return WordOf(await sender.SendAsync(
            new OutgoingMessage(
                order.Message, order.Repeat, channel.Kind, channel.Address, channel.SecretRef, ContactLanguage.Zh,
                text.Subject, text.Text),
            cancel));
    }

    /// <summary>Null: the channel took it; else why not, without address or secret.</summary>
    public async Task<string?> SendAsync(PageOrder order, CancellationToken cancel)
    {
        var level = planOf(order.Begun.Plan).LevelOf(order.Level);
        var link = AcknowledgeLink.Make(
            console(), keys, new Acknowledgement(order.Incident, order.Person.Id, order.Message),
            clock.GetUtcNow() + linkLife);
        var content = new PageContent(
            order.Incident, order.Level, level.Colour, order.Begun.Title, order.Begun.Since, order.Begun.Effect,
            new Uri(console(), $"/console/incidents/{order.Incident}"), link, order.Call + 1,
            Math.Max(order.Call + 1, level.Page.Steps.Count))
        {
            Repeat = order.Repeat,
        };
        var text = PageRendering.Render(content, order.Channel.Kind, order.Person.Language);
        var outcome = await sender.SendAsync(
            new OutgoingMessage(
                order.Message, order.Repeat, order.Channel.Kind, order.Channel.Address, order.Channel.SecretRef,
                order.Person.Language, text.Subject, text.Text, link.ToString(), order.Level == ResponseLevel.I),
            cancel);
        return WordOf(outcome);
    }

    private static string? WordOf(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => null,
        SendOutcome.Failed failed => failed.Why,
        _ => "no answer in time",
    };
}
