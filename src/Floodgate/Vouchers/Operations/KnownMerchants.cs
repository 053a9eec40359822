namespace Floodgate.Vouchers.Operations;

/// <summary>Which merchants a pause may name. The slice of the tills, which stands on this one, knows them.</summary>
internal sealed record KnownMerchants(Func<string, bool> Knows)
{
    public static KnownMerchants None { get; } = new(static _ => false);
}
