using CsCheck;
using Floodgate.Foundation;

namespace Floodgate.Tests.Foundation;

public sealed class HashFilterTests
{
    [Fact]
    public void MayContain_WhoeverWasAdded_IsNeverForgotten() =>
        Gen.ULong.Array[0, 20_000].Select(Gen.Int[0, 50_000]).Sample((numbers, reserved) =>
        {
            var filter = new HashFilter();
            filter.Reserve(reserved);
            foreach (var number in numbers) filter.Add(Person(number));
            Assert.All(numbers, number => Assert.True(filter.MayContain(Person(number))));
        }, iter: 40);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void MayContain_OfStrangers_TakesFewerThanOneInAHundredForKnown(int reserved)
    {
        var filter = new HashFilter();
        filter.Reserve(reserved);
        for (ulong number = 0; number < 1_000_000; number++) filter.Add(Person(number));
        var mistaken = 0;
        for (ulong number = 1_000_000; number < 1_100_000; number++)
            if (filter.MayContain(Person(number))) mistaken++;
        Assert.InRange(mistaken, 0, 1_000);
    }

    /// <summary>Spread as a keyed hash spreads: the finaliser of a well-known generator, twice.</summary>
    private static UInt128 Person(ulong number) => new(Mixed(number * 2), Mixed((number * 2) + 1));

    private static ulong Mixed(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
