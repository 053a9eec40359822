using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Spectre.Console;

namespace Floodgate.Host;

/// <summary>
/// Every limit of every slice's options, with its range and default: what <c>serve --show-limits</c> prints.
/// </summary>
internal static class Limits
{
    public static int Show()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Option", "Default", "Least", "Most");
        foreach (var options in All())
            foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                AddRow(table, options, property);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("Set with environment variables, such as Floodgate__Storage__QueueCommandsMax=65536.");
        return 0;
    }

    /// <summary>The option classes that carry a range; found, not listed, so that none is forgotten.</summary>
    public static IEnumerable<Type> All() => typeof(Floodgate.Storage.StorageOptions).Assembly.GetTypes()
        .Concat(typeof(Floodgate.Web.WebSlice).Assembly.GetTypes())
        .Concat(typeof(Limits).Assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)
            && type.GetConstructor(Type.EmptyTypes) is not null)
        .Where(type => type.GetProperties().Any(property => property.GetCustomAttribute<RangeAttribute>() is not null))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static void AddRow(Table table, Type options, PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range) return;
        var value = property.GetValue(Activator.CreateInstance(options));
        var name = options.Name[..^"Options".Length];
        table.AddRow($"{name}.{property.Name}", $"{value}", $"{range.Minimum}", $"{range.Maximum}");
    }
}
