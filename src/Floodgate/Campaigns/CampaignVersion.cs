using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>
/// One version of a campaign as the book and the gates use it: the definition and its times in microseconds.
/// </summary>
internal sealed class CampaignVersion
{
    private readonly long[] _batchOpens, _batchCloses;
    private readonly Dictionary<string, int> _batches;

    /// <param name="number">1 for the first version.</param>
    /// <param name="codeKey">The key that voucher codes issued under this version are made with.</param>
    /// <param name="appliedMicros">When it was journalled, Unix time; 0: not known here.</param>
    public CampaignVersion(int number, byte codeKey, CampaignDefinition definition, long appliedMicros = 0)
    {
        AppliedMicros = appliedMicros;
        Number = number;
        CodeKey = codeKey;
        Definition = definition;
        OpensMicros = definition.OpensAt.Micros();
        ClosesMicros = definition.ClosesAt.Micros();
        Zone = TimeZoneInfo.FindSystemTimeZoneById(definition.TimeZone);
        _batchOpens = [.. definition.Batches.Select(batch =>
            Math.Max(OpensMicros, (batch.OpensAt ?? definition.OpensAt).Micros()))];
        _batchCloses = [.. definition.Batches.Select(batch =>
            Math.Min(ClosesMicros, batch.ValidUntil?.Micros() ?? long.MaxValue))];
        _batches = definition.Batches.Index()
            .ToDictionary(item => item.Item.Id, item => item.Index, StringComparer.Ordinal);
    }

    public int Number { get; }

    public byte CodeKey { get; }

    /// <summary>When it came into force, Unix time; 0 where only the pool knows.</summary>
    public long AppliedMicros { get; }

    public CampaignDefinition Definition { get; }

    public long OpensMicros { get; }

    public long ClosesMicros { get; }

    public TimeZoneInfo Zone { get; }

    public int BatchCount => _batchOpens.Length;

    public long BatchOpensMicros(int batch) => _batchOpens[batch];

    /// <summary>
    /// The end of claiming: with the campaign, or when vouchers of the batch would be expired as they are issued.
    /// </summary>
    public long BatchClosesMicros(int batch) => _batchCloses[batch];

    /// <summary>The batch's place, or -1.</summary>
    public int BatchPlace(string id) => _batches.GetValueOrDefault(id, -1);

    /// <summary>Validity of a voucher of this version, claimed at the given time.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Validity(int batch, long claimedMicros)
    {
        var rules = Definition.Batches[batch];
        var claimed = UnixTime.ToTime(claimedMicros);
        var from = rules.ValidFrom ?? claimed;
        return (from, rules.ValidUntil ?? claimed.AddDays(rules.ValidDays ?? 1));
    }
}
