using Floodgate.Storage;

namespace Floodgate.Vouchers.Placement;

/// <summary>A living node as the plan sees it; a cordoned one gives its books away.</summary>
internal readonly record struct PlacedNode(string Name, bool Cordoned);

/// <summary>
/// Which node each book lives on, as a pure function of books, living nodes and where the books are now: every node
/// works it out alone and comes to the same. Nodes differ by one book at most, and no more books move than that takes;
/// a plan that is carried out halfway is still the same plan.
/// </summary>
internal static class BookPlan
{
    /// <param name="books">In any order.</param>
    /// <param name="nodes">In any order. Where all are cordoned none is: a cordon is not to shut a campaign.</param>
    /// <param name="now">
    /// Where a book is; one that is nowhere, or with a node that is not there, is placed anew.
    /// </param>
    public static IReadOnlyDictionary<ChainId, string> Assign(
        IReadOnlyList<ChainId> books, IReadOnlyList<PlacedNode> nodes, IReadOnlyDictionary<ChainId, string> now)
    {
        var homes = new Dictionary<ChainId, string>(books.Count);
        var all = nodes.All(node => node.Cordoned);
        var names = nodes.Where(node => all || !node.Cordoned).Select(node => node.Name)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return homes;
        // A pool is no load beside a book: counted together, pools of quiet campaigns would crowd a node's books out.
        foreach (var kind in books.Distinct().ToLookup(book => book.IsPool))
            Spread([.. kind.OrderBy(book => book.Value)], names, now, homes);
        return homes;
    }

    private static void Spread(
        ChainId[] books, string[] names, IReadOnlyDictionary<ChainId, string> now, Dictionary<ChainId, string> homes)
    {
        var shares = names.Select(name => new Share(name)).ToArray();
        var byName = shares.ToDictionary(share => share.Name, StringComparer.Ordinal);
        var loose = new List<ChainId>();
        foreach (var book in books)
        {
            if (now.TryGetValue(book, out var node) && byName.TryGetValue(node, out var share)) share.Take(book);
            else loose.Add(book);
        }

        var (quota, extra) = (books.Length / shares.Length, books.Length % shares.Length);
        foreach (var share in shares)
        {
            var more = share.Count > quota && extra > 0;
            if (more) extra--;
            while (share.Count > quota + (more ? 1 : 0)) loose.Add(share.Give());
        }

        foreach (var book in loose.OrderBy(book => book.Value))
            shares.OrderBy(share => share.Count).ThenBy(share => share.Of(book.Campaign)).First().Take(book);
        foreach (var share in shares)
            foreach (var book in share.Books) homes[book] = share.Name;
    }

    /// <summary>One node's books of a kind.</summary>
    private sealed class Share(string name)
    {
        private readonly List<ChainId> _books = [];

        public string Name => name;

        public int Count => _books.Count;

        public IReadOnlyList<ChainId> Books => _books;

        public int Of(int campaign) => _books.Count(book => book.Campaign == campaign);

        public void Take(ChainId book) => _books.Add(book);

        /// <summary>
        /// The last book of the campaign it has most of: the crowd of one campaign is to be spread, too.
        /// </summary>
        public ChainId Give()
        {
            var most = _books.GroupBy(book => book.Campaign)
                .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
            var given = most.MaxBy(book => book.Value);
            _books.Remove(given);
            return given;
        }
    }
}
