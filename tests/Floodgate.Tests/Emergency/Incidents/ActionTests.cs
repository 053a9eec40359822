using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class ActionTests
{
    /// <summary>What the catalogue calls built is built, and nothing is built that a plan could not name.</summary>
    [Fact]
    public void Catalogue_SaysOfEachActionWhetherItIsBuilt()
    {
        var built = typeof(IRunbookAction).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IRunbookAction)))
            .Select(type => ((IRunbookAction)System.Runtime.CompilerServices.RuntimeHelpers
                .GetUninitializedObject(type)).Name);
        var said = ActionCatalogue.All.Where(action => action.Built && action.Name != "manual")
            .Select(action => action.Name);
        Assert.Equal(said.Order(StringComparer.Ordinal), built.Order(StringComparer.Ordinal));
    }
}
