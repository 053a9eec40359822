using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Wallets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// <c>GET /api/v1/me/notices?after=…</c>: messages to this person, newest first, so that every message sent can be
/// checked here; before them, on the first page, what holders of a paused campaign are told. Without storage what is
/// known in memory is answered, and <c>complete</c> is false.
/// </summary>
internal sealed class MyNoticesEndpoint(
    WalletEndpoints bearers, WalletReader wallets, PersonMessages messages, Gates gates, NoticesOptions options,
    ILogger<MyNoticesEndpoint> log)
{
    public async Task GetAsync(HttpContext context)
    {
        if (await bearers.BearerAsync(context) is not { } bearer) return;
        var after = PersonMessages.Cursor(context.Request.Query["after"]);
        var mine = await ReadAsync(bearer, after, context.RequestAborted);
        var held = after == long.MaxValue ? await HeldAsync(bearer) : [];
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var gate in gates.All.Where(gate => held.Contains(gate.Number)))
            foreach (var pause in gate.Pauses.All) WritePause(json, gate, pause);
        foreach (var message in mine ?? []) message.Write(json);
        json.WriteEndArray();
        json.WriteBoolean("complete", mine is not null);
        if (mine?.Count == options.MessagesPerAnswerMax)
            json.WriteString("next", mine[^1].Number.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private async Task<IReadOnlyList<PersonMessage>?> ReadAsync(Bearer bearer, long after, CancellationToken cancel)
    {
        try
        {
            return await messages.ReadAsync(
                bearer.Person, bearer.Campaign, after, options.MessagesPerAnswerMax, cancel);
        }
        catch (Exception fault) when (fault is DbException or IOException)
        {
            NoticesLog.StorageRefused(log, "a person's messages", fault.Message);
            return null;
        }
    }

    private async Task<HashSet<int>> HeldAsync(Bearer bearer)
    {
        // Nothing is paused nearly always: then nobody's wallet need be asked.
        if (!gates.All.Any(gate => gate.Pauses.All.Count > 0)) return [];
        try
        {
            var wallet = await wallets.ReadAsync(bearer.Person, bearer.Campaign);
            return [.. wallet.Items.Select(item => new VoucherId(item.Voucher).Campaign)];
        }
        catch (Exception fault) when (fault is DbException or IOException)
        {
            NoticesLog.StorageRefused(log, "a person's wallet", fault.Message);
            return [];
        }
    }

    private static void WritePause(Utf8JsonWriter json, CampaignGate gate, Pause pause)
    {
        json.WriteStartObject();
        json.WriteString("campaign", gate.Id);
        json.WriteString("kind", "pause");
        json.WriteTime("at", pause.At);
        json.WriteTime("resumesAt", pause.ResumesAt);
        json.WriteText("notice", pause.Notice);
        json.WriteEndObject();
    }
}
