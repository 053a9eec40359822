using System.Globalization;

namespace Floodgate.Emergency.Incidents;

/// <summary>What came of asking a driver for nodes.</summary>
/// <param name="Name">The driver's or the endpoint's.</param>
/// <param name="Fault">Nothing is on its way; null: something may be.</param>
/// <param name="Broken">Asked while one waits: what was begun has ended badly; null while it has not.</param>
internal sealed record CapacityAsked(string Name, string? Fault, Func<string?> Broken)
{
    public CapacityAsked(string name, string? fault) : this(name, fault, static () => null)
    {
    }
}

/// <summary>
/// The ways in which a step may ask for more nodes. All of them are written down in this server's configuration; a
/// plan can name one, and says how many nodes it wants.
/// </summary>
internal sealed class CapacityDrivers(
    CapacityOptions options, OutsideCaller outside, CapacityCommand command, CapacityProcesses processes)
{
    private const string Default = "capacity";

    /// <param name="more">How many nodes are wanted.</param>
    /// <param name="serving">Those that serve already, by name.</param>
    public async Task<CapacityAsked> AskAsync(
        ActionRequest request, int more, IReadOnlyCollection<string> serving, CancellationToken cancel)
    {
        var (kind, name) = (request.Input("driver") ?? "webhook", request.Input("endpoint") ?? Default);
        if (kind == "webhook")
        {
            var call = WebhookAction.CallOf(request, "scaleOut", name);
            return new CapacityAsked(name, await outside.CallAsync(call, cancel));
        }

        if (!options.Drivers.TryGetValue(name, out var driver))
            return new CapacityAsked(name, $"no capacity driver {name} is configured on this node");
        if (!kind.Equals(driver.Kind.ToString(), StringComparison.OrdinalIgnoreCase))
            return new CapacityAsked(name, $"the capacity driver {name} of this node is no {kind}");
        return driver.Kind == CapacityDriverKind.Command
            ? new CapacityAsked(name, await command.RunAsync(driver, WordsOf(request, more), request.Run, cancel))
            : processes.Start(name, driver, WordsOf(request, more), new(request.Run, more, serving));
    }

    private static Dictionary<string, string> WordsOf(ActionRequest request, int more) =>
        new(StringComparer.Ordinal)
        {
            ["run"] = request.Run,
            ["incident"] = request.Incident,
            ["nodes"] = more.ToString(CultureInfo.InvariantCulture),
        };
}
