using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Sandbox;

/// <summary>
/// A system that nobody depends on: a server of its own in a fresh folder, a watchdog if asked, the plan approved by a
/// second person, and people whose channels end in sinks of this process. Nothing in it reaches outside this machine.
/// </summary>
internal sealed class DrillGround : IDrillGround
{
    private readonly DrillOrder _order;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-drill-").FullName;
    private StaffClient? _staff;

    private DrillGround(DrillOrder order, DrillLog log, DrillsOptions options, TimeProvider clock)
    {
        (_order, _options, _clock) = (order, options, clock);
        Inbox = new Inbox(log);
        Mail = new MailSink(Inbox, options);
    }

    public Inbox Inbox { get; }

    public StaffClient Staff => _staff!;

    public Uri Url => Server.Url;

    public Uri? WatchUrl => Watch?.Url;

    public int ServerProcess => Server.Id;

    public bool IsShadow => true;

    public IReadOnlySet<string> Before { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A key that may do everything an operator may.</summary>
    public string Key { get; private set; } = "";

    public string? AlertSecret { get; } = Secret();

    /// <summary>The plan in force, with its version and hash.</summary>
    public string PlanVersion { get; private set; } = "";

    public IReadOnlyList<DrillTill> Tills { get; private set; } = [];

    private MailSink Mail { get; }

    private WebhookSink Webhooks { get; set; } = null!;

    private DrillProcess Server { get; set; } = null!;

    private DrillProcess? Watch { get; set; }

    private string Data => Path.Combine(_folder, "data");

    /// <exception cref="RushStopped">It could not be set up; what was started is ended.</exception>
    public static async Task<DrillGround> OpenAsync(
        DrillOrder order, DrillLog log, DrillsOptions options, TimeProvider clock, CancellationToken stop)
    {
        var box = new DrillGround(order, log, options, clock);
        try
        {
            await box.OpenAsync(stop);
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    public Task StartServerAsync(CancellationToken stop) => Server.StartAsync("/health/live", stop);

    public Task KillServerAsync() => Server.KillAsync();

    public void SetChannel(DrillChannel channel, bool down)
    {
        if (channel == DrillChannel.Mail) Mail.IsDown = down;
        else Webhooks.IsDown = down;
    }

    public async Task<bool> RollBackAsync(RollbackStep step, CancellationToken stop)
    {
        if (step == RollbackStep.EndProcesses) return await EndProcessesAsync();
        if (step == RollbackStep.ChannelsBack) (Mail.IsDown, Webhooks.IsDown) = (false, false);
        return step != RollbackStep.RemoveData || _order.KeepData || RemoveData();
    }

    /// <summary>Ends what was started, by its id; true when all of it ended when asked.</summary>
    private async Task<bool> EndProcessesAsync()
    {
        var good = true;
        if (Watch is not null) good &= await Watch.StopAsync();
        if (Server is not null) good &= await Server.StopAsync();
        return good;
    }

    private bool RemoveData()
    {
        try
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Watch is not null) await Watch.DisposeAsync();
        if (Server is not null) await Server.DisposeAsync();
        _staff?.Dispose();
        await Mail.DisposeAsync();
        if (Webhooks is not null) await Webhooks.DisposeAsync();
        if (!_order.KeepData) RemoveData();
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        var sinkSecret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        Webhooks = await WebhookSink.StartAsync(Inbox, sinkSecret, _options, _clock);
        Surround(sinkSecret);
        Directory.CreateDirectory(Data);
        var contacts = _order.Plan.Contacts(Webhooks.Address);
        await File.WriteAllTextAsync(Path.Combine(Data, "contacts.yaml"), contacts, stop);
        var keys = await Task.WhenAll(
            KeyAsync("admin", "drill-author"), KeyAsync("commander", "drill-second"),
            DrillMembers.HasTills(_order.Script) ? KeyAsync("finance", "drill-third") : Task.FromResult(""));
        Key = keys[0];
        Server = Process(
            "server", "serve", "--demo", "--drill", "--data", Data, "--urls", Text(FreeUrl()));
        await Server.StartAsync("/health/ready", stop);
        _staff = new StaffClient(Server.Url, Key);
        await ApprovePlanAsync(keys[1], stop);
        await DrillCampaign.PutAsync(Staff, _clock.GetUtcNow(), stop);
        if (keys[2].Length > 0) await OpenStoresAsync(keys[2], stop);
        if (_order.Script.Watch) await WatchAsync(contacts, stop);
    }

    private async Task OpenStoresAsync(string other, CancellationToken stop)
    {
        using var second = new StaffClient(Server.Url, other);
        Tills = await DrillStores.OpenAsync(Server.Url, Staff, second, _clock, stop);
    }

    private async Task WatchAsync(string contacts, CancellationToken stop)
    {
        var folder = Path.Combine(_folder, "watch");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "contacts.yaml"), contacts, stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "plan.yaml"), _order.Plan.Text, stop);
        Watch = Process(
            "watch", "watch", "--server", Text(Server.Url), "--data", folder, "--urls", Text(FreeUrl()));
        Inbox.Watch = Watch.Url;
        await Watch.StartAsync("/health/live", stop);
    }

    private async Task ApprovePlanAsync(string second, CancellationToken stop)
    {
        var id = _order.Plan.Id;
        using var text = new StringContent(_order.Plan.Text, Encoding.UTF8);
        text.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        await Staff.MustAsync(HttpMethod.Put, $"/api/v1/ops/plans/{id}", text, stop);
        using var other = new StaffClient(Server.Url, second);
        await other.MustAsync(HttpMethod.Post, $"/api/v1/ops/plans/{id}/versions/1/approve", new { }, stop);
        var current = await Staff.TryGetAsync("/api/v1/ops/plans/current", stop)
            ?? throw new RushStopped(3, "the server does not say which plan is in force");
        if (!current.GetProperty("approved").GetBoolean())
            throw new RushStopped(3, "the plan is not in force after its approval");
        PlanVersion = Version(current);
    }

    private static string Version(JsonElement current) => string.Create(
        CultureInfo.InvariantCulture,
        $"{current.GetProperty("plan").GetString()} {current.GetProperty("hash").GetString()}");

    /// <summary>What both processes have around them.</summary>
    private void Surround(string sinkSecret)
    {
        _environment["Floodgate__Notifications__Smtp__Host"] = "127.0.0.1";
        _environment["Floodgate__Notifications__Smtp__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture);
        _environment["Floodgate__Notifications__Smtp__From"] = "floodgate@drill.invalid";
        _environment["Floodgate__Notifications__AllowedHosts__0"] = "127.0.0.1";
        _environment["FLOODGATE_SECRET_DRILL_SINK"] = sinkSecret;
        _environment["FLOODGATE_SECRET_WATCH"] = Secret();
        _environment["FLOODGATE_SECRET_ALERTS_ALERTMANAGER"] = AlertSecret!;
        foreach (var (name, value) in _order.Script.Node) _environment["Floodgate__" + name] = value;
    }

    private DrillProcess Process(string name, params string[] arguments) => new(
        arguments, _environment, new Uri(arguments[^1]), Path.Combine(_order.Directory, name + ".log"), _options,
        _clock);

    private async Task<string> KeyAsync(string role, string name)
    {
        var lines = await OwnBinary.LinesAsync("keys", "create", "--role", role, "--name", name, "--data", Data);
        return lines.Count > 0 ? lines[^1].Trim() : throw new RushStopped(3, "`keys create` printed no key");
    }

    private static Uri FreeUrl()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        return new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    private static string Text(Uri url) => url.ToString().TrimEnd('/');

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
