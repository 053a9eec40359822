using CsCheck;
using Floodgate.Storage;
using Floodgate.Vouchers.Placement;

namespace Floodgate.Tests.Vouchers.Placement;

public sealed class BookPlanTests
{
    private static readonly Gen<Cluster> Clusters = Gen.Select(
        Gen.Int[1, 6], Gen.Int[0, 3], Gen.Int[1, 14].Array[1, 4], Gen.Int[0, 9].Array[80], Gen.Int[0, 1_000],
        (nodes, cordoned, shards, now, seed) => new Cluster(nodes, cordoned, shards, now, seed));

    [Fact]
    public void Books_OfAnyCluster_AreBalancedWithinOne() => Clusters.Sample(cluster =>
    {
        var plan = cluster.Plan();
        return plan.Count == cluster.Books.Length
            && cluster.Difference(plan, pools: true) <= 1 && cluster.Difference(plan, pools: false) <= 1;
    });

    [Fact]
    public void Moves_AreTheFewestThatBalance() => Clusters.Sample(cluster =>
    {
        return cluster.Moves(cluster.Plan()) == cluster.MovesNeeded();
    });

    [Fact]
    public void Plan_WhateverTheOrderOfWhatIsKnown_IsTheSame() => Clusters.Sample(cluster =>
        cluster.Plan().OrderBy(home => home.Key.Value).SequenceEqual(
            cluster.Shuffled().Plan().OrderBy(home => home.Key.Value)));

    [Fact]
    public void Plan_CarriedOutHalfway_NeedsNoFurtherMove() => Clusters.Sample(cluster =>
    {
        var plan = cluster.Plan();
        var half = cluster.After(plan, seed => new Random(seed));
        return half.Moves(half.Plan()) + half.Done(cluster) == cluster.Moves(plan);
    });

    [Fact]
    public void CordonedNode_HasNoBook() => Clusters.Sample(cluster =>
        cluster.Plan().Values.All(home => cluster.Takers.Contains(home, StringComparer.Ordinal)));

    [Fact]
    public void OneNode_HasAll()
    {
        var books = Enumerable.Range(-1, 13).Select(shard => new ChainId(1, shard)).ToArray();
        var plan = BookPlan.Assign(books, [new("a", false)], new Dictionary<ChainId, string> { [books[3]] = "gone" });
        Assert.Equal(13, plan.Count);
        Assert.All(plan.Values, home => Assert.Equal("a", home));
    }

    [Fact]
    public void FourthNode_GetsItsShare_AndNothingElseMoves()
    {
        var books = Enumerable.Range(0, 12).Select(shard => new ChainId(1, shard)).ToArray();
        PlacedNode[] three = [new("a", false), new("b", false), new("c", false)];
        var before = BookPlan.Assign(books, three, new Dictionary<ChainId, string>());
        Assert.All(three, node => Assert.Equal(4, before.Values.Count(home => home == node.Name)));
        var after = BookPlan.Assign(books, [.. three, new("d", false)], before);
        Assert.Equal(3, after.Values.Count(home => home == "d"));
        Assert.Equal(3, books.Count(book => before[book] != after[book]));
    }

    [Fact]
    public void FourthNode_GetsOfEveryCampaign()
    {
        var books = Enumerable.Range(0, 24).Select(i => new ChainId(1 + (i / 12), i % 12)).ToArray();
        PlacedNode[] three = [new("a", false), new("b", false), new("c", false)];
        var before = BookPlan.Assign(books, three, new Dictionary<ChainId, string>());
        var after = BookPlan.Assign(books, [.. three, new("d", false)], before);
        Assert.Equal(3, after.Count(home => home.Value == "d" && home.Key.Campaign == 1));
        Assert.Equal(3, after.Count(home => home.Value == "d" && home.Key.Campaign == 2));
    }

    /// <summary>Books of some campaigns, some of them with a node, living or not.</summary>
    internal sealed class Cluster
    {
        private readonly int _seed;

        public Cluster(int nodes, int cordoned, int[] shards, int[] now, int seed)
        {
            _seed = seed;
            Nodes = [.. Enumerable.Range(0, nodes).Select(i => new PlacedNode($"n{i}", i < cordoned))];
            Books = [.. shards.SelectMany((count, campaign) =>
                Enumerable.Range(-1, count + 1).Select(shard => new ChainId(campaign + 1, shard)))];
            Now = Books.Select((book, i) => (book, At: now[i % now.Length])).Where(pair => pair.At < 8)
                .ToDictionary(pair => pair.book, pair => $"n{pair.At}");
        }

        private Cluster(PlacedNode[] nodes, ChainId[] books, Dictionary<ChainId, string> now, int seed) =>
            (Nodes, Books, Now, _seed) = (nodes, books, now, seed);

        public PlacedNode[] Nodes { get; }

        public ChainId[] Books { get; }

        public Dictionary<ChainId, string> Now { get; }

        /// <summary>A cordon that is on all is on none.</summary>
        public string[] Takers =>
        [
            .. Nodes.Where(node => !node.Cordoned || Nodes.All(one => one.Cordoned)).Select(node => node.Name),
        ];

        public IReadOnlyDictionary<ChainId, string> Plan() => BookPlan.Assign(Books, Nodes, Now);

        /// <summary>Books taken from a node that could keep them.</summary>
        public int Moves(IReadOnlyDictionary<ChainId, string> plan) => Now.Count(
            pair => Takers.Contains(pair.Value, StringComparer.Ordinal) && plan[pair.Key] != pair.Value);

        public int Done(Cluster before) => before.Now.Count(
            pair => Takers.Contains(pair.Value, StringComparer.Ordinal) && Now[pair.Key] != pair.Value);

        public int MovesNeeded() => MovesNeeded(pools: true) + MovesNeeded(pools: false);

        public Cluster Shuffled()
        {
            var random = new Random(_seed);
            var (nodes, books) = (Nodes.ToArray(), Books.ToArray());
            random.Shuffle(nodes);
            random.Shuffle(books);
            var now = books.Where(Now.ContainsKey).ToDictionary(book => book, book => Now[book]);
            return new Cluster(nodes, books, now, 0);
        }

        public Cluster After(IReadOnlyDictionary<ChainId, string> plan, Func<int, Random> randomOf)
        {
            var random = randomOf(_seed);
            var now = new Dictionary<ChainId, string>(Now);
            foreach (var (book, home) in plan)
                if (random.Next(2) == 0) now[book] = home;
            return new Cluster(Nodes, Books, now, _seed);
        }

        /// <summary>Between the node with most and the one with least.</summary>
        public int Difference(IReadOnlyDictionary<ChainId, string> plan, bool pools)
        {
            var counts = Takers.Select(node => Count(plan, node, pools)).ToArray();
            return counts.Max() - counts.Min();
        }

        private static int Count(IReadOnlyDictionary<ChainId, string> homes, string node, bool pools) =>
            homes.Count(home => home.Key.IsPool == pools && home.Value == node);

        private int MovesNeeded(bool pools)
        {
            var count = Books.Count(book => book.IsPool == pools);
            var (quota, extra) = (count / Takers.Length, count % Takers.Length);
            var held = Takers.Select(node => Count(Now, node, pools)).ToArray();
            return held.Sum(has => Math.Max(0, has - quota)) - Math.Min(extra, held.Count(has => has > quota));
        }
    }
}
