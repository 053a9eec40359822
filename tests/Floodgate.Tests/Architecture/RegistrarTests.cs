using System.Reflection;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tests.Architecture;

/// <summary>A slice has one door: <c>XxxSlice</c>, in the namespace it is named for.</summary>
public sealed class RegistrarTests
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public |
        BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(Money).Assembly;

    [Fact]
    public void Registration_IsDoneBySlicesOnly() => Rule.Holds(Faults(Library.GetTypes()));

    [Fact]
    public void Slice_IsNamedForItsNamespace() =>
        Rule.Holds(Library.GetTypes().Where(IsSlice)
            .Where(type => type.Name != type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..] + "Slice")
            .Select(type => $"{type.FullName} is not its namespace's slice"));

    [Fact]
    public void Registrar_OutsideASlice_IsAFault() =>
        Assert.Equal(2, Faults([typeof(PlantedRegistrar), typeof(PlantedSlice)]).Count());

    private static bool IsSlice(Type type) => type.Name.EndsWith("Slice", StringComparison.Ordinal);

    private static IEnumerable<string> Faults(IEnumerable<Type> types) =>
        from type in types
        where !IsSlice(type) && type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true
        from method in type.GetMethods(Declared)
        where !method.IsPrivate && method.Name[0] != '<' && IsRegistration(method)
        select $"{type.FullName}.{method.Name} registers; only XxxSlice does";

    /// <summary>
    /// Adds services, or is an extension that maps routes. An operation may have a Map its slice calls.
    /// </summary>
    private static bool IsRegistration(MethodInfo method)
    {
        var first = method.GetParameters().FirstOrDefault()?.ParameterType;
        if (first == typeof(IServiceCollection)) return true;
        return first == typeof(IEndpointRouteBuilder) &&
            method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute));
    }
}

internal static class PlantedRegistrar
{
    internal static void AddThings(IServiceCollection services) => services.Clear();

    internal static void MapThings(this IEndpointRouteBuilder routes) => routes.DataSources.Clear();

    internal static void Map(IEndpointRouteBuilder routes) => routes.DataSources.Clear();
}

internal static class PlantedSlice
{
    internal static void AddThings(IServiceCollection services) => services.Clear();
}
