using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The programs that a runbook's step <c>scale-out</c> may start on this machine. Section <c>Floodgate:Capacity</c>. A
/// plan names one of them and can neither bring a program nor a word of its arguments.
/// </summary>
public sealed class CapacityOptions
{
    /// <summary>By the name that plans have for them; none: no plan can start anything.</summary>
    [MaxLength(20)]
    public IDictionary<string, CapacityDriverOptions> Drivers { get; } =
        new Dictionary<string, CapacityDriverOptions>(StringComparer.Ordinal);
}

public enum CapacityDriverKind
{
    /// <summary>Runs to its end, which is the answer: 0 means that nodes are on their way.</summary>
    Command,

    /// <summary>Is itself the node: it is started and left running.</summary>
    Process,
}

/// <summary>One program.</summary>
public sealed class CapacityDriverOptions
{
    public CapacityDriverKind Kind { get; set; } = CapacityDriverKind.Command;

    /// <summary>The program, from the root; it is started itself, without a shell.</summary>
    public string File { get; set; } = "";

    /// <summary>
    /// Each is one argument. <c>{node}</c>, <c>{run}</c>, <c>{incident}</c> and what a node has below <see
    /// cref="Nodes"/> are filled in; for a command <c>{nodes}</c>, how many more are wanted, instead of a node's.
    /// </summary>
    [MaxLength(50)]
    public IList<string> Arguments { get; } = [];

    /// <summary>Its environment, filled in as the arguments are. Nothing else of ours but the path is in it.</summary>
    [MaxLength(50)]
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of variables that it gets as this server has them, such as <c>PGPASSFILE</c>.</summary>
    [MaxLength(50)]
    public IList<string> Inherit { get; } = [];

    /// <summary>For a process: the nodes that may be started here, each with the words that are its own.</summary>
    [MaxLength(20)]
    public IDictionary<string, Dictionary<string, string>> Nodes { get; } =
        new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>How long a command may take before it is ended.</summary>
    [Range(1, 600)]
    public int TimeLimitSeconds { get; set; } = 30;
}

/// <summary>What is wrong with the drivers, said when the server starts and not on the night they are needed.</summary>
internal sealed partial class CapacityCheck : IValidateOptions<CapacityOptions>
{
    public ValidateOptionsResult Validate(string? name, CapacityOptions options)
    {
        var faults = options.Drivers.SelectMany(one => Faults(one.Key, one.Value)).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string name, CapacityDriverOptions driver)
    {
        var at = $"Floodgate:Capacity:Drivers:{name}";
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(driver, new ValidationContext(driver), found, validateAllProperties: true);
        foreach (var fault in found) yield return $"{at}: {fault.ErrorMessage}";
        if (!Name.IsMatch(name)) yield return $"{at}: a driver's name has small letters, digits and hyphens";
        if (!Path.IsPathFullyQualified(driver.File) || !System.IO.File.Exists(driver.File))
            yield return $"{at}:File: there is no program '{driver.File}'; it is named from the root";
        if (driver.Kind == CapacityDriverKind.Process && driver.Nodes.Count == 0)
            yield return $"{at}:Nodes: a process is a node, and none is named";
        foreach (var node in driver.Nodes.Keys.Where(node => !Name.IsMatch(node)))
            yield return $"{at}:Nodes:{node}: a node's name has small letters, digits and hyphens";
        foreach (var (word, node) in Unknown(driver))
            yield return $"{at}: nothing is known to fill in for {{{word}}}{(node is null ? "" : $" of {node}")}";
    }

    private static IEnumerable<(string Word, string? Node)> Unknown(CapacityDriverOptions driver)
    {
        var used = driver.Arguments.Concat(driver.Environment.Values).SelectMany(CapacityTemplate.WordsOf)
            .Distinct(StringComparer.Ordinal).ToArray();
        if (driver.Kind == CapacityDriverKind.Command)
            return used.Except(CapacityTemplate.OfCommand).Select(word => (word, (string?)null));
        return driver.Nodes.SelectMany(node => used.Except(CapacityTemplate.OfProcess).Except(node.Value.Keys)
            .Select(word => (word, (string?)node.Key)));
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name { get; }
}
