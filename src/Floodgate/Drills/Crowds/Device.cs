using System.Text;

namespace Floodgate.Drills.Crowds;

/// <summary>What a device does next.</summary>
internal enum Press { Ticket, Poll, Claim, Echo }

/// <summary>How it ended for one device.</summary>
internal enum Ending
{
    Going, Served, SoldOut, LimitReached, NotEligible, Closed, Left, GaveUp, Refused,
}

/// <summary>
/// One device of one person: its own place, its own key, one press under way at a time (an echo of a double click
/// beside it). Times are microseconds from the start of the replay.
/// </summary>
internal sealed class Device
{
    public required int Number { get; init; }

    public required int Person { get; init; }

    public required int Batch { get; init; }

    public required bool Impatient { get; init; }

    public required bool DoubleClicks { get; init; }

    /// <summary>When it leaves if it has nothing by then; <see cref="long.MaxValue"/> for those who stay.</summary>
    public required long LeavesAt { get; init; }

    /// <summary>Its first press of claim if it is there before the opening (negative: before the opening).</summary>
    public required long PressesAfterOpening { get; init; }

    public required long Think { get; init; }

    public required long ArrivesAt { get; init; }

    public byte[]? Ticket { get; set; }

    public byte[]? Pass { get; set; }

    public int Attempts { get; set; }

    /// <summary>A claim was sent whose fate the device never learnt.</summary>
    public bool InDoubt { get; set; }

    public bool WaitedForOpening { get; set; }

    public bool ToldNewOpening { get; set; }

    public Ending Ending { get; set; }

    /// <summary>The key of every claim of this device, first try, retry and double click alike.</summary>
    public string Key(string run) => $"{run}-{Number}";

    public int WriteKey(ReadOnlySpan<byte> run, Span<byte> target)
    {
        run.CopyTo(target);
        target[run.Length] = (byte)'-';
        System.Buffers.Text.Utf8Formatter.TryFormat(Number, target[(run.Length + 1)..], out var digits);
        return run.Length + 1 + digits;
    }

    public override string ToString() =>
        new StringBuilder().Append(Person).Append('/').Append(Number).Append(' ').Append(Ending).ToString();
}
