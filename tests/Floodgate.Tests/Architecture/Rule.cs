namespace Floodgate.Tests.Architecture;

internal static class Rule
{
    /// <summary>
    /// Fails with every fault on a line of its own: a rule that shows one fault a run is a slow teacher.
    /// </summary>
    public static void Holds(IEnumerable<string> faults)
    {
        var found = faults.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (found.Length > 0) Assert.Fail($"{found.Length} faults\n{string.Join('\n', found)}");
    }
}
