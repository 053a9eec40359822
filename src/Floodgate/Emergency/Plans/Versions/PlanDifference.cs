using System.Collections;
using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

internal enum DifferenceKind { Added, Removed, Changed }

/// <summary>One thing in which two plans differ, in words.</summary>
/// <param name="Path">Items of lists by their id, not their place: <c>/detectors/journal-probe/forSeconds</c>.</param>
/// <param name="Where">The same for people.</param>
internal sealed record PlanDifference(
    string Path, BilingualText Where, DifferenceKind Kind, BilingualText? Before, BilingualText? After);

/// <summary>Compares two plans member by member. Moving an item in a list is no difference.</summary>
internal static class PlanComparison
{
    public static IReadOnlyList<PlanDifference> Compare(EmergencyPlan before, EmergencyPlan after)
    {
        var found = new List<PlanDifference>();
        Records(found, before, after, "", new BilingualText("", ""));
        return found;
    }

    private static void Records(List<PlanDifference> found, object before, object after, string path, BilingualText at)
    {
        foreach (var member in DocumentShape.Of(before.GetType()).Members)
        {
            var (old, now) = (member.Property.GetValue(before), member.Property.GetValue(after));
            Values(found, member, old, now, $"{path}/{member.Name}", Join(at, member.Words));
        }
    }

    private static void Values(
        List<PlanDifference> found, DocumentMemberShape member, object? old, object? now, string path, BilingualText at)
    {
        var keyed = member.IsList && DocumentShape.IsRecord(member.Value)
            && DocumentShape.Of(member.Value).Id is not null;
        if (keyed) Lists(found, (IList)old!, (IList)now!, path, at);
        else if (!member.IsList && DocumentShape.IsRecord(member.Value) && old is not null && now is not null)
            Records(found, old, now, path, at);
        else Leaf(found, old, now, path, at);
    }

    private static void Lists(List<PlanDifference> found, IList old, IList now, string path, BilingualText at)
    {
        var after = now.Cast<object>().ToDictionary(IdOf, StringComparer.Ordinal);
        foreach (var item in old)
        {
            var id = IdOf(item);
            var here = Join(at, new BilingualText($"“{NameOf(item).Zh}”", $"'{NameOf(item).En}'"));
            if (after.Remove(id, out var counterpart)) Records(found, item, counterpart, $"{path}/{id}", here);
            else found.Add(new($"{path}/{id}", here, DifferenceKind.Removed, NameOf(item), null));
        }

        foreach (var item in now.Cast<object>().Where(item => after.ContainsKey(IdOf(item))))
        {
            var here = Join(at, new BilingualText($"“{NameOf(item).Zh}”", $"'{NameOf(item).En}'"));
            found.Add(new($"{path}/{IdOf(item)}", here, DifferenceKind.Added, null, NameOf(item)));
        }
    }

    private static void Leaf(List<PlanDifference> found, object? old, object? now, string path, BilingualText at)
    {
        var (before, after) = (old is null ? null : TextOf(old), now is null ? null : TextOf(now));
        if (before == after) return;
        var kind = before is null ? DifferenceKind.Added
            : after is null ? DifferenceKind.Removed : DifferenceKind.Changed;
        found.Add(new PlanDifference(path, at, kind, before, after));
    }

    private static BilingualText TextOf(object value) => value switch
    {
        BilingualText text => text,
        string text => new(text, text),
        bool flag => flag ? new("是", "yes") : new("否", "no"),
        Enum choice => DocumentShape.Words(choice),
        decimal number => Same(ScalarReader.Plainly(number)),
        DateOnly date => Same(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        IReadOnlyDictionary<string, string> map => Same(string.Join(", ", map.Select(one => $"{one.Key}={one.Value}"))),
        IEnumerable list => All(list),
        IFormattable number => Same(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Same(Words(value)),
    };

    private static string Words(object record) => string.Join(", ", DocumentShape.Of(record.GetType()).Members
        .Select(member => (member, Value: member.Property.GetValue(record))).Where(one => one.Value is not null)
        .Select(one => $"{one.member.Name} {TextOf(one.Value!).En}"));

    private static BilingualText All(IEnumerable list)
    {
        var texts = list.Cast<object>().Select(TextOf).ToArray();
        return new(string.Join("；", texts.Select(one => one.Zh)), string.Join("; ", texts.Select(one => one.En)));
    }

    private static BilingualText Same(string text) => new(text, text);

    private static string IdOf(object item) =>
        DocumentShape.Of(item.GetType()).Id!.GetValue(item)!.ToString()!;

    private static BilingualText NameOf(object item) =>
        item.GetType().GetProperty("Name")?.GetValue(item) as BilingualText ?? Same(IdOf(item));

    private static BilingualText Join(BilingualText at, BilingualText next) => at.Zh.Length == 0
        ? next
        : new($"{at.Zh} › {next.Zh}", $"{at.En} › {next.En}");
}
