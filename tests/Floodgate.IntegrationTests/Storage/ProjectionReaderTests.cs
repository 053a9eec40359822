using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Vouchers;
using Floodgate.Vouchers.Projection;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>Whoever reads the projection is told the same by both engines.</summary>
public sealed class ProjectionReaderTests
{
    private static readonly ProjectionClock Clock = new(TimeProvider.System);

    [Fact]
    public async Task Readers_OnBothEngines_AreToldTheSame()
    {
        using var sqlite = await ProjectionStore.OpenAsync(Engine.Sqlite);
        using var postgres = await ProjectionStore.OpenAsync(Engine.Postgres);
        sqlite.Project();
        postgres.Project();
        var (left, right) = (Told(sqlite), Told(postgres));
        Assert.Equal(left, right);
        Assert.True(left.Count > 200, $"{left.Count} answers");
    }

    private static List<string> Told(ProjectionStore store) =>
    [
        .. Wallets(store), .. Lives(store), .. Days(store), .. Caps(store),
    ];

    private static IEnumerable<string> Wallets(ProjectionStore store)
    {
        var reader = new ProjectionReader(store.Engine, Clock);
        return Enumerable.Range(1, 50)
            .SelectMany(person => reader.Wallet(1, new PersonId((UInt128)person)).Items.Select(item => $"{item}"));
    }

    private static IEnumerable<string> Lives(ProjectionStore store)
    {
        var history = new VoucherHistory(store.Engine, Clock);
        return ProjectionScript.Books
            .SelectMany(chain => Enumerable.Range(0, 50).Select(number =>
                VoucherId.Create(chain.Campaign, chain.Shard, number)))
            .SelectMany(history.Read).Select(row => $"{row}".Replace('\0', '\uFFFD'));
    }

    private static IEnumerable<string> Days(ProjectionStore store)
    {
        var day = new StoreDay(store.Engine);
        var span = (BookMaker.OpensMicros, long.MaxValue);
        var first = day.Rows(1, span, null, 5);
        var next = day.Rows(1, span, (first[^1].AtMicros, first[^1].Redemption), 100);
        return [
            .. first.Concat(next).Select(row => $"{row}".Replace('\0', '\uFFFD')),
            .. day.Sums(1, span).Select(sum => $"{sum}"), .. day.Sums(2, span).Select(sum => $"{sum}"),
        ];
    }

    private static IEnumerable<string> Caps(ProjectionStore store)
    {
        var rules = Sample.Campaign with
        {
            Redemption = RedemptionRules.Default with
            {
                Caps =
                [
                    new SpendingCap(CapKind.Day, null, Sample.Yuan(100)),
                    new SpendingCap(CapKind.Region, "33", Sample.Yuan(100)),
                    new SpendingCap(CapKind.Merchant, null, Sample.Yuan(100)),
                ],
            },
        };
        var use = new CapUse(store.Engine).Read(1, rules, Sample.OpensAt);
        Assert.All(use, line => Assert.True(line.Used > 0, $"{line}"));
        var none = new CapUse(store.Engine).Read(1, rules, Sample.OpensAt.AddYears(-1));
        return use.Concat(none).Select(line => $"{line}");
    }
}
