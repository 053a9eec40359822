using System.Text.Json;

namespace Floodgate.Simulation.Checks;

/// <summary>How vouchers are taken, as a definition's own text has it.</summary>
internal sealed record TillRules
{
    public TillRules(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        RefundMode = root.GetProperty("refundMode").GetString()!.ToLowerInvariant();
        OrderVouchersMax = root.GetProperty("redemption").GetProperty("vouchersPerOrder").GetInt32();
        Batches =
        [
            .. root.GetProperty("batches").EnumerateArray().Select(batch => new BatchRules(
                batch.GetProperty("faceValue").GetProperty("amount").GetInt64(),
                batch.GetProperty("threshold").GetProperty("amount").GetInt64(),
                batch.GetProperty("validDays").GetInt64() * 86_400_000_000,
                batch.TryGetProperty("partial", out var partial) && partial.GetBoolean())),
        ];
    }

    public string RefundMode { get; }

    public int OrderVouchersMax { get; }

    public IReadOnlyList<BatchRules> Batches { get; }
}

internal sealed record BatchRules(long FaceCents, long ThresholdCents, long ValidMicros, bool Partial);
