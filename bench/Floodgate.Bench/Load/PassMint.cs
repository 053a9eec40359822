using Floodgate.Admission;
using Floodgate.Bench.Inside;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;

namespace Floodgate.Bench.Load;

/// <summary>
/// Passes sealed with a server's own keys, for as many persons as a run needs: getting them over HTTP would take longer
/// than the run. What checks them cannot tell; they live for two hours instead of ten minutes, so that a full run fits.
/// </summary>
internal static class PassMint
{
    private static readonly TimeSpan _life = TimeSpan.FromHours(2);

    public static IEnumerable<string> Mint(string dataFolder, string campaign, int count)
    {
        var folder = new DataFolder(dataFolder);
        var number = CampaignNumber(folder.Journal, campaign);
        var key = KeyRing.Open(folder.Keys, TimeProvider.System).Current(KeyPurpose.Pass);
        var expires = (TimeProvider.System.GetUtcNow() + _life).ToUnixTimeSeconds();
        for (var i = 0; i < count; i++)
        {
            var holder = new Pass(number, 1, new PersonId(Persons.Of(i)), expires, null, null, OnAllowList: false);
            yield return SealedToken.Seal(new Ticket(holder, 0), key);
        }
    }

    public static int CampaignNumber(string journal, string campaign)
    {
        using var connection = SqliteFile.OpenReadOnly(journal);
        foreach (var entry in JournalTables.Campaigns(connection))
            if (entry.Id == campaign) return entry.Number;
        throw new InvalidDataException($"{journal} knows no campaign {campaign}");
    }
}
