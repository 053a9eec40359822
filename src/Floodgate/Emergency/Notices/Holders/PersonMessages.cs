using System.Globalization;
using System.Text.Json;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Emergency.Notices;

/// <summary>One message as the person it is for reads it.</summary>
internal sealed record PersonMessage(
    long Number, string Id, string Campaign, string? Batch, DateTimeOffset At, BilingualText Text)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("campaign", Campaign);
        if (Batch is not null) json.WriteString("batch", Batch);
        json.WriteString("kind", "message");
        json.WriteTime("at", At);
        json.WriteText("notice", Text);
        json.WriteEndObject();
    }
}

/// <summary>The messages of one person, newest first.</summary>
internal sealed class PersonMessages(IDbContextFactory<FloodgateDb> store)
{
    /// <param name="campaign">One campaign's number; null for all.</param>
    /// <param name="before">Only those with a lower number.</param>
    /// <exception cref="System.Data.Common.DbException">The storage refused.</exception>
    public async Task<IReadOnlyList<PersonMessage>> ReadAsync(
        PersonId person, int? campaign, long before, int most, CancellationToken cancel)
    {
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        await using var db = await store.CreateDbContextAsync(cancel);
        // A list that is still being made is read from the first person on: whoever is on it is on it.
        var rows = await (
            from recipient in db.Set<HolderMessageRecipient>()
            join message in db.Set<HolderMessage>() on recipient.Message equals message.Number
            where recipient.Person == bytes && recipient.Message < before
                && (campaign == null || message.Campaign == campaign)
            orderby recipient.Message descending
            select message).AsNoTracking().Take(most).ToListAsync(cancel);
        return [.. rows.Select(row => new PersonMessage(
            row.Number, row.MessageId, row.CampaignId, row.BatchId, UnixTime.ToTime(row.At), new(row.Zh, row.En)))];
    }

    /// <summary>A cursor of ours as a number; from the newest when it is none.</summary>
    public static long Cursor(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
