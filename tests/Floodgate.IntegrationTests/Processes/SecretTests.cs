using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>
/// A node full of secrets has an incident in which every channel fails and providers throw back what they were sent:
/// neither secrets nor the people's numbers are in anything it shows, keeps, logs or exports.
/// </summary>
public sealed class SecretTests
{
    private const string Phone = "+8613812345678";
    private const string Mailbox = "lin.tao@tech.example.org";

    private static readonly Dictionary<string, string> Secrets = new(StringComparer.Ordinal)
    {
        ["FLOODGATE_SECRET_WATCH"] = "w4tch-3f9d7c21aa",
        ["FLOODGATE_SECRET_ALERTS_BENCH"] = "al3rts-77b0e1d4cc",
        ["FLOODGATE_SECRET_SMS_GATE"] = "sm5-gate-5512fe09ab",
        ["FLOODGATE_SECRET_HOOK_TECH"] = "whsec_aG9vay1zZWNyZXQtOTkxMjM0NTY3ODkwMTIzNA==",
        ["FLOODGATE_SECRET_MAIL_PASSWORD"] = "ma1l-pass-08cd44ef12",
        ["FLOODGATE_SECRET_ROBOT"] = "r0bot-key-6e2b19d7f3",
    };

    [Fact]
    public async Task Incident_WithSecretsAllAround_TellsNoneOfThem()
    {
        await using var sink = await HttpSink.StartAsync();
        sink.Answer = request => new SinkAnswer(500, request.Body + string.Join(' ', request.Headers.Values));
        await using var collector = new Collector();
        await collector.StartAsync();
        var root = Directory.CreateTempSubdirectory("floodgate-secrets-").FullName;
        var data = Directory.CreateDirectory(Path.Combine(root, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "contacts.yaml"), Contacts(sink), Stop);
        try
        {
            await using var host = await HostProcess.StartAsync(
                new HostSetup { Data = data, Environment = Settings(sink, collector) });
            var (key, seen) = await IncidentAsync(host);
            await host.StopAsync();
            foreach (var file in Directory.EnumerateFiles(data + ".spool", "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != "contacts.yaml"))
                seen[file] = await File.ReadAllTextAsync(file, Stop);
            seen["log"] = string.Join('\n', host.Log);
            string[] secrets = [.. Secrets.Values, Phone, Phone[1..], Mailbox, key];
            foreach (var secret in secrets)
            {
                foreach (var (where, text) in seen)
                    Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} is in {where}");
                Assert.False(collector.Holds(secret), $"{secret} was exported");
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>From the alert to the review; answers the key it was done with and all that was to be seen.</summary>
    private static async Task<(string Key, Dictionary<string, string> Seen)> IncidentAsync(HostProcess host)
    {
        var key = await host.CreateKeyAsync("admin");
        using var alert = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/alerts/bench")
        {
            Content = JsonContent.Create(new { status = "firing", group = "g", text = "the edge is in trouble" }),
        };
        alert.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secrets["FLOODGATE_SECRET_ALERTS_BENCH"]);
        using var taken = await host.Client.SendAsync(alert, Stop);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Stop));
        using var staff = new HttpClient { BaseAddress = host.Url };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var id = await UnreachedAsync(staff);
        await OrderAsync(staff, id, new { order = "resolve", summary = "done" });
        using var drafted = await staff.PostAsJsonAsync("/api/v1/ops/reviews", new { incident = id }, Stop);
        Assert.True(drafted.IsSuccessStatusCode, await drafted.Content.ReadAsStringAsync(Stop));
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in new[]
        {
            $"/api/v1/ops/incidents/{id}", "/api/v1/ops/incidents?state=all", $"/api/v1/ops/reviews/r-{id}/review.html",
            $"/api/v1/ops/reviews/r-{id}/review.md", $"/api/v1/ops/reviews/r-{id}/review.json", "/api/v1/ops/detectors",
            "/api/v1/ops/oncall", "/api/v1/ops/oncall/reach-tests", "/api/v1/ops/readiness", "/api/v1/ops/pages",
            "/api/v1/ops/automation", "/api/v1/status", "/metrics",
        })
        {
            using var answer = await staff.GetAsync(path, Stop);
            seen[path] = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {seen[path]}");
        }

        return (key, seen);
    }

    /// <summary>Every channel of the person has failed, and the group was not told.</summary>
    private static async Task<string> UnreachedAsync(HttpClient staff)
    {
        string? id = null;
        await Patience.UntilAsync(
            async () =>
            {
                var list = await staff.GetFromJsonAsync<JsonElement>("/api/v1/ops/incidents", Stop);
                foreach (var one in list.GetProperty("items").EnumerateArray())
                {
                    id = one.GetProperty("id").GetString()!;
                    var text = await staff.GetStringAsync($"/api/v1/ops/incidents/{id}", Stop);
                    if (text.Contains("personUnreached", StringComparison.Ordinal)
                        && text.Contains("groupSendEnded", StringComparison.Ordinal)) return true;
                }

                return false;
            },
            () => "nobody was said not to be reached");
        return id!;
    }

    private static async Task OrderAsync(HttpClient staff, string incident, object order)
    {
        using var answer = await staff.PostAsJsonAsync($"/api/v1/ops/incidents/{incident}/orders", order, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static Dictionary<string, string> Settings(HttpSink sink, Collector collector)
    {
        var settings = new Dictionary<string, string>(Secrets, StringComparer.Ordinal)
        {
            ["Floodgate__Notifications__Sms__Url"] = sink.Url("/sms"),
            ["Floodgate__Notifications__Sms__Secret"] = "sms-gate",
            ["Floodgate__Notifications__Smtp__Host"] = "127.0.0.1",
            ["Floodgate__Notifications__Smtp__Port"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Floodgate__Notifications__Smtp__From"] = "floodgate@example.org",
            ["Floodgate__Notifications__Smtp__UserName"] = "floodgate",
            ["Floodgate__Notifications__Smtp__PasswordSecret"] = "mail-password",
        };
        foreach (var (name, value) in collector.Environment) settings[name] = value;
        return settings;
    }

    private static string Contacts(HttpSink sink) => $$"""
        people:
          - id: tech-lead
            name: Lin
            role: { zh: 技术组长, en: tech lead }
            channels:
              - { kind: sms, address: "{{Phone}}" }
              - { kind: smtp, address: "{{Mailbox}}" }
              - { kind: webhook, address: "{{sink.Url("/hook")}}", secretRef: hook-tech }
        groups:
          - id: tech-room
            team: tech
            channel: { kind: wecom, address: "{{sink.Url("/robot")}}", secretRef: robot }
        """;
}
