using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The plan the watch goes by: what the server gave last, kept on disk with its hash; else the file somebody copied
/// here (<c>plan.yaml</c>); else the plan the program brings. A new one that is not good changes nothing.
/// </summary>
internal sealed class WatchPlans
{
    private const string GivenName = "server-plan.json";
    private const string OwnName = "plan.yaml";
    private readonly Dictionary<string, EmergencyPlan> _known = new(StringComparer.Ordinal);
    private readonly string _file;
    private volatile PlanVersionInForce _current;

    private WatchPlans(string data, PlanVersionInForce current)
    {
        (_file, _current) = (Path.Combine(data, GivenName), current);
        _known[current.Version] = current.Plan;
    }

    public PlanVersionInForce Current => _current;

    /// <summary>When the server wrote what holds; null: it is not the server's.</summary>
    public DateTimeOffset? GivenAt { get; private set; }

    /// <returns>Null and why, where the file somebody copied cannot be read and nothing else is there.</returns>
    public static (WatchPlans? Plans, string? Fault) Open(string data)
    {
        if (ReadGiven(Path.Combine(data, GivenName)) is { } given && given.ReadPlan() is { } plan)
            return (new WatchPlans(data, new PlanVersionInForce(given.Version, plan, given.Approved))
            {
                GivenAt = given.At,
            }, null);
        var path = Path.Combine(data, OwnName);
        var own = DefaultPlan.Plan;
        if (File.Exists(path))
        {
            var parse = PlanDocument.ParseFile(File.ReadAllBytes(path), OwnName);
            if (parse.Value is not { } read) return (null, $"{OwnName} cannot be read: {parse.Faults[0]}");
            own = read;
        }

        var hash = PlanVersion.HashOf(Encoding.UTF8.GetString(PlanDocument.WriteJson(own)));
        return (new WatchPlans(data, new PlanVersionInForce("watch@" + hash[..8], own, Approved: true)), null);
    }

    public EmergencyPlan? Find(string version)
    {
        lock (_known) return _known.GetValueOrDefault(version);
    }

    /// <summary>False: older than what holds, or not good; what holds stays.</summary>
    public bool Offer(WatchCopy copy)
    {
        if (copy.At < GivenAt || copy.ReadPlan() is not { } plan) return false;
        var json = copy.ToJson();
        var sum = Convert.ToHexStringLower(SHA256.HashData(json));
        PrivateFile.Write(_file, Encoding.UTF8.GetBytes($"{sum}\n{Encoding.UTF8.GetString(json)}"));
        lock (_known) _known[copy.Version] = plan;
        (GivenAt, _current) = (copy.At, new PlanVersionInForce(copy.Version, plan, copy.Approved));
        return true;
    }

    private static WatchCopy? ReadGiven(string file)
    {
        try
        {
            if (!File.Exists(file)) return null;
            var text = File.ReadAllText(file);
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0) return null;
            var json = Encoding.UTF8.GetBytes(text[(end + 1)..]);
            return Convert.ToHexStringLower(SHA256.HashData(json)) == text[..end]
                ? JsonSerializer.Deserialize<WatchCopy>(json, JsonSerializerOptions.Web) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
