using System.Collections.Concurrent;
using System.IO.Pipelines;
using Floodgate.Campaigns.Lists;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>
/// The allow lists of this node, in <c>DATA/allow-lists/SHA256.lst</c>. What was uploaded is not kept: only keyed
/// hashes
/// are, so that a stolen list names nobody. A list never changes; another content is another list.
/// </summary>
/// <param name="directory">Where the lists are; made when the first one is stored.</param>
/// <param name="personOf">The keyed hash of an identity: kind (account, phone or person) and value.</param>
/// <param name="options">Limits.</param>
internal sealed class AllowLists(
    string directory, Func<string, string, PersonId> personOf, CampaignsOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<AllowListFile>> _open = new(StringComparer.Ordinal);

    /// <summary>A list's id follows from its content, so that the same file uploaded twice is the same list.</summary>
    public static string IdOf(string sha256) => $"al-{sha256[..16]}";

    /// <summary>Reads the whole upload, then stores it; with a fault nothing is stored.</summary>
    /// <exception cref="IOException">It could not be stored.</exception>
    public async Task<AllowListContent> StoreAsync(PipeReader upload, CancellationToken cancellation)
    {
        using var reading = new AllowListReading(personOf, options);
        var content = await reading.ReadAsync(upload, cancellation);
        if (content.Fault != AllowListFault.None) return content;
        Directory.CreateDirectory(directory);
        var path = PathOf(content.Sha256);
        if (!File.Exists(path)) AllowListFile.Write(path, content.Persons);
        return content;
    }

    /// <summary>
    /// The fault of a campaign that names a list which is not here; null if it is, or if it names none.
    /// </summary>
    public DocumentFault? Check(AllowListReference? reference)
    {
        if (reference is null || Exists(reference)) return null;
        return new DocumentFault("/eligibility/allowList", null, null, "allow-list-unknown", new BilingualText(
            "没有这份名单；请先上传，再使用返回的 id 和 sha256。",
            "There is no such list; upload it first and use the id and sha256 of the answer."));
    }

    /// <summary>Whether the list holds the person under any of the identities the token carries.</summary>
    /// <exception cref="IOException">The list is gone or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public bool Contains(AllowListReference reference, params ReadOnlySpan<PersonId> identities)
    {
        var list = Open(reference.Sha256);
        foreach (var identity in identities)
            if (list.Contains(identity)) return true;
        return false;
    }

    public void Dispose()
    {
        foreach (var list in _open.Values)
            if (list.IsValueCreated) list.Value.Dispose();
    }

    private AllowListFile Open(string sha256)
    {
        var lazy = _open.GetOrAdd(sha256, (key, self) => new Lazy<AllowListFile>(() =>
            AllowListFile.Open(self.PathOf(key))), this);
        try
        {
            return lazy.Value;
        }
        catch
        {
            // A Lazy keeps its exception; a list that is put back must be found without a restart.
            _open.TryRemove(KeyValuePair.Create(sha256, lazy));
            throw;
        }
    }

    // The hash becomes a file's name, so it is checked here too and not only by the validator.
    private bool Exists(AllowListReference reference) =>
        reference.Sha256.Length == 64 && reference.Sha256.All(char.IsAsciiHexDigitLower)
        && reference.Id == IdOf(reference.Sha256) && File.Exists(PathOf(reference.Sha256));

    private string PathOf(string sha256) => Path.Combine(directory, sha256 + ".lst");
}
