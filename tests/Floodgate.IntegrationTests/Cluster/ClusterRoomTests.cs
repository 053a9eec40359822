using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;
using Floodgate.Storage;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Three real nodes, one control room.</summary>
[Collection(ProcessCollection.Name)]
public sealed partial class ClusterRoomTests
{
    private const string Source = "monitor";
    private static readonly int[] All = [0, 1, 2];
    private static readonly int[] Left = [1, 2];

    /// <summary>
    /// An alert at a node that does not lead opens one incident, people are called once, and whoever answers may do so
    /// at any node. The lead is killed: the next goes on with all of it, calls nobody a second time, and takes new
    /// alerts and orders; started again the first one follows.
    /// </summary>
    [Fact]
    public async Task Incident_OfThreeNodes_IsOne_AndOutlivesTheNodeThatLed()
    {
        await using var sink = new SmtpSink();
        var secret = Guid.CreateVersion7().ToString("N");
        await using var cluster = await NodeProcesses.StartAsync(3, Environment(sink, secret));
        using var staff = await ClusterStaff.OpenAsync(cluster);

        Assert.Equal(HttpStatusCode.OK, await staff.AlertAsync(2, Source, secret, "disk"));
        JsonElement? opened = null;
        await Patience.UntilAsync(
            async () => (opened = await staff.FindAsync(2, $"alert:{Source}:disk")) is not null, () => "no incident");
        var id = RoomReader.IdOf(opened!.Value);
        Assert.EndsWith("-node1", id, StringComparison.Ordinal);
        await staff.UntilAsync(All, id, _ => true);
        foreach (var node in All) Assert.Equal([id], await staff.IdsAsync(node));
        // The gravest level rings on every channel at once.
        await staff.OrderAsync(1, id, new { order = "setLevel", level = "I", why = "a test" });
        await Patience.UntilAsync(() => !sink.Mails.IsEmpty, () => "nobody was called");
        await staff.OrderAsync(2, id, new { order = "acknowledge" });
        await staff.UntilAsync(All, id, seen => RoomReader.Facts(seen, "acknowledged").Count == 1);
        await staff.UntilAsync(All, id, seen =>
            RoomReader.Facts(seen, "sendEnded").Count == RoomReader.Facts(seen, "sendBegun").Count);
        var begun = RoomReader.Facts(await staff.IncidentAsync(2, id), "pageStarted").Count;

        cluster[0].Kill();
        await staff.OrderAsync(2, id, new { order = "say", text = "we go on" });
        await staff.UntilAsync(Left, id, seen => RoomReader.Facts(seen, "said").Count == 1);
        await cluster[0].StartAgainAsync();
        Assert.Equal(HttpStatusCode.OK, await staff.AlertAsync(1, Source, secret, "fan"));
        // It is the same trouble, wherever the room is now.
        await staff.UntilAsync(All, id, seen => Alerts(seen).SequenceEqual(["disk", "fan"])
            && RoomReader.Facts(seen, "said").Count == 1 && RoomReader.Facts(seen, "acknowledged").Count == 1);
        var declared = await staff.DeclareAsync(0, new { risk = "storage-slow" });
        Assert.DoesNotContain("-node1", declared, StringComparison.Ordinal);
        await staff.UntilAsync(All, declared, seen => RoomReader.Facts(seen, "sendEnded").Count > 0);
        // The escalation goes on where it was; nobody is called anew, and nothing goes out twice.
        Assert.Equal(begun, RoomReader.Facts(await staff.IncidentAsync(0, id), "pageStarted").Count);
        Assert.Equal(Messages(sink).Distinct(StringComparer.Ordinal), Messages(sink));
    }

    /// <summary>
    /// A step that was taken at one node holds on all; so does its end, and the switch of automation.
    /// </summary>
    [Fact]
    public async Task Lever_SetAtOneNode_HoldsOnAll_UntilItIsTakenBack()
    {
        await using var sink = new SmtpSink();
        await using var cluster = await NodeProcesses.StartAsync(3, Environment(sink, "unused"));
        using var staff = await ClusterStaff.OpenAsync(cluster);
        var id = await staff.DeclareAsync(2, new { risk = "storage-slow" });
        await staff.UntilAsync(All, id, seen => seen.GetProperty("steps").GetArrayLength() > 0);
        await staff.OrderAsync(1, id, new { order = "takeStep", step = "shed-reports", text = "" });
        await UntilLeversAsync(cluster, levers => levers.Contains("shed-reports", StringComparison.Ordinal));
        await cluster[1].RestartAsync();
        await UntilLeversAsync(cluster, levers => levers.Contains("shed-reports", StringComparison.Ordinal));
        await staff.OrderAsync(2, id, new { order = "undoStep", step = "shed-reports" });
        await UntilLeversAsync(cluster, levers => !levers.Contains("shed-reports", StringComparison.Ordinal));

        using var turned = await staff.SendAsync(
            1, HttpMethod.Put, "ops/automation", new { on = false, why = "a test" });
        Assert.Equal(HttpStatusCode.Forbidden, turned.StatusCode);
        using var off = await staff.PutAsync(1, "ops/automation", new { on = false, why = "a test" });
        Assert.True(off.IsSuccessStatusCode, await off.Content.ReadAsStringAsync());
        foreach (var node in All)
        {
            await Patience.UntilAsync(
                async () =>
                {
                    using var answer = await staff.SendAsync(node, HttpMethod.Get, "ops/automation");
                    return !(await ClusterStaff.BodyAsync(answer)).GetProperty("on").GetBoolean();
                },
                () => $"automation is on at node {node + 1}");
        }
    }

    private static IEnumerable<string> Alerts(JsonElement incident) => RoomReader.Facts(incident, "signalFired")
        .Select(one => one.Fact.GetProperty("key").GetString()!)
        .Where(key => key.StartsWith($"alert:{Source}:", StringComparison.Ordinal))
        .Select(key => key[(key.LastIndexOf(':') + 1)..]);

    private static Task UntilLeversAsync(NodeProcesses cluster, Func<string, bool> good) => Patience.UntilAsync(
        () => cluster.Nodes.All(node => good(LeversOf(node))),
        () => string.Join(" | ", cluster.Nodes.Select(LeversOf)));

    private static string LeversOf(HostProcess node)
    {
        var file = Path.Combine(new DataFolder(node.DataDir).Spool, "levers.json");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static Dictionary<string, string> Environment(SmtpSink sink, string secret)
    {
        var environment = ControlRoomTests.Mail(sink);
        environment["FLOODGATE_SECRET_ALERTS_MONITOR"] = secret;
        return environment;
    }

    /// <summary>What went out, by the id that tells a repeat.</summary>
    private static IReadOnlyList<string> Messages(SmtpSink sink) =>
        [.. sink.Mails.Select(mail => MessageId.Match(mail.Data).Groups["id"].Value)];

    [GeneratedRegex(
        @"^Message-I[dD]: <(?<id>.+)@",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MessageId { get; }
}
