using Floodgate.Simulation.Planted;
using Floodgate.Simulation.World;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Simulation;

/// <summary>
/// The checker is worth what it notices: each fault is planted around the program and must be caught.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int SeedsMax = 300;

    public static TheoryData<string> Planted { get; } =
    [
        .. typeof(PlantedFault).Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(PlantedFault) && type.Namespace == typeof(PlantedFault).Namespace)
            .Select(type => type.Name),
    ];

    [Theory]
    [MemberData(nameof(Planted))]
    public void PlantedFault_WithinAFewSeeds_IsCaught(string name)
    {
        var type = typeof(PlantedFault).Assembly.GetType($"{typeof(PlantedFault).Namespace}.{name}")!;
        for (var seed = 1; seed <= SeedsMax; seed++)
        {
            var result = SimRun.Run(seed, (PlantedFault)Activator.CreateInstance(type)!);
            if (result.Fault is null) continue;
            output.WriteLine($"{name}: caught by seed {seed}: {result.Fault}");
            return;
        }

        Assert.Fail($"{name} was not caught within {SeedsMax} seeds");
    }

    /// <summary>What the claim faults are made of is sound without a fault: it is the fault that is caught.</summary>
    [Fact]
    public void ClaimsMadeByTheTest_WithoutAFault_PassTheChecker()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var result = SimRun.Run(seed, new SoundClaims());
            Assert.True(result.Fault is null, $"seed {seed}: {result.Fault}");
        }
    }

    private sealed class SoundClaims : PlantedFault
    {
        public override Task<ClaimAnswer[]?> ClaimAsync(ShardOwner owner, ClaimRequest[] requests) =>
            WrongClaim.AllAsync(owner, requests, eager: ClaimKind.None, forgets: false);
    }
}
