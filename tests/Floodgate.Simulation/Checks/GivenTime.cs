using System.Text.Json;

namespace Floodgate.Simulation.Checks;

/// <summary>An extension of validity as a row has it.</summary>
internal sealed record GivenTime
{
    public GivenTime(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Text = Convert.ToHexString(json);
        Run = root.GetProperty("run").GetString()!;
        Batch = root.GetProperty("batch") is { ValueKind: JsonValueKind.Number } batch ? batch.GetInt32() : null;
        (Add, After, Before) = (Micros("addMicros"), Micros("afterMicros"), Micros("beforeMicros"));
        long Micros(string name) => root.GetProperty(name).GetInt64();
    }

    public string Text { get; }

    public string Run { get; }

    public int? Batch { get; }

    public long Add { get; }

    public long After { get; }

    public long Before { get; }

    /// <summary>Until when a voucher is good, given all of these in order.</summary>
    public static long Until(IEnumerable<GivenTime> given, long until, int batch, long claimed) =>
        given.Aggregate(until, (good, one) =>
            (one.Batch is null || one.Batch == batch) && claimed < one.Before && good > one.After
                ? good + one.Add : good);
}
