using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>Somebody with a pass and the one key of the claim they will make, however often they must ask.</summary>
internal sealed record Claimant(string Pass, string Key)
{
    /// <summary>
    /// As many persons as a test needs, each with a pass sealed with the server's own key: thousands of tokens and
    /// tickets over HTTP would take longer than the test. What checks the passes cannot tell.
    /// </summary>
    public static IReadOnlyList<Claimant> Many(HostProcess host, string campaign, int count)
    {
        var folder = new DataFolder(host.DataDir);
        return Many(folder, NumberOf(folder.Journal, campaign), count);
    }

    /// <param name="folder">Of a node with the campaign's keys.</param>
    /// <param name="number">The campaign's.</param>
    /// <param name="count">Persons.</param>
    public static IReadOnlyList<Claimant> Many(DataFolder folder, int number, int count)
    {
        var key = KeyRing.Open(folder.Keys, TimeProvider.System).Current(KeyPurpose.Pass);
        var expires = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var holder = new Pass(number, 1, PersonOf(i), expires, Region: null, LastDigit: null, OnAllowList: false);
            return new Claimant(SealedToken.Seal(new Ticket(holder, 0), key), $"key-{i}");
        })];
    }

    /// <summary>Spread over all bits, as keyed hashes are: the lowest choose the shard.</summary>
    private static PersonId PersonOf(int i) => new(new UInt128(Mix((ulong)i * 2), Mix(((ulong)i * 2) + 1)));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 31)) * 0x7fb5d329728ea185 + 0x2545f4914f6cdd1d;
        value = (value ^ (value >> 27)) * 0x81dadef4bc2dd44d;
        return value ^ (value >> 33);
    }

    private static int NumberOf(string journal, string campaign)
    {
        using var connection = SqliteFile.OpenReadOnly(journal);
        return JournalTables.Campaigns(connection).Single(entry => entry.Id == campaign).Number;
    }
}
