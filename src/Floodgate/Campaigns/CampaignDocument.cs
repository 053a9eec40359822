using System.Text;
using Floodgate.Campaigns.Documents;
using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>
/// A campaign as text: JSON over the API and in the journal, JSON or YAML in files, one shape. Reading is strict,
/// tells all
/// faults at once, and never throws on what it is given.
/// </summary>
internal static class CampaignDocument
{
    /// <summary>The body of a request. Only an uploaded allow list may be named in it.</summary>
    public static CampaignParse ParseJson(ReadOnlyMemory<byte> utf8) => ParseJson(utf8, fileName: null);

    /// <summary>A JSON file, which like a YAML file may name a local allow list beside it.</summary>
    public static CampaignParse ParseJson(ReadOnlyMemory<byte> utf8, string? fileName)
    {
        var faults = new FaultList(fileName);
        var root = FitsIn(utf8.Length, faults) ? JsonTree.Read(utf8.Span, faults) : null;
        return Read(root, faults, fileName);
    }

    /// <summary>A YAML file. It may name a local allow list beside it.</summary>
    public static CampaignParse ParseYaml(string text, string fileName)
    {
        var faults = new FaultList(fileName);
        var root = FitsIn(Encoding.UTF8.GetByteCount(text), faults) ? YamlTree.Read(text, faults) : null;
        return Read(root, faults, fileName);
    }

    /// <summary>Canonical: one definition has one text, and reading that text gives the definition again.</summary>
    public static byte[] WriteJson(CampaignDefinition definition) => CampaignWriter.Write(definition);

    private static CampaignParse Read(DocumentNode? root, FaultList faults, string? fileName)
    {
        if (root is null) return new CampaignParse(null, faults, fileName);
        var reader = new CampaignReader(faults, fileName is not null);
        var definition = reader.Read(root);
        return new CampaignParse(faults.IsEmpty ? definition : null, faults, fileName, reader.AllowListFile);
    }

    private static bool FitsIn(int bytes, FaultList faults)
    {
        if (bytes <= CampaignLimits.DocumentBytesMax) return true;
        var kibibytes = CampaignLimits.DocumentBytesMax / 1024;
        faults.Add("", null, "document-too-large", $"文件超过 {kibibytes} KiB。", $"The document is over {kibibytes} KiB.");
        return false;
    }
}
