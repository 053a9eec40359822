using Floodgate.Campaigns;

namespace Floodgate.Vouchers.Pool;

/// <summary>Definitions as the pool sends them.</summary>
internal static class CampaignVersions
{
    public static CampaignDefinition Newest(in PoolFigures pool) =>
        CampaignDocument.ParseJson(pool.Versions[^1].Json).Definition
        ?? throw new InvalidDataException("the pool sent a definition that cannot be read");
}
