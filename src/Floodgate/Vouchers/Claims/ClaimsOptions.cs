using System.ComponentModel.DataAnnotations;

namespace Floodgate.Vouchers.Claims;

/// <summary>Limits of the claim way at the front end. Section <c>Claims</c> of the configuration.</summary>
public sealed class ClaimsOptions
{
    /// <summary>Requests that wait at one front end for one book; beyond, <c>overloaded</c>.</summary>
    [Range(1, 1_000_000)]
    public int LaneRequestsMax { get; set; } = 16_384;

    /// <summary>Requests in one grain call.</summary>
    [Range(1, 65_536)]
    public int CallRequestsMax { get; set; } = 2_048;

    /// <summary>
    /// Grain calls under way from one front end to one book. A call lasts as long as its commit: with two, a claim that
    /// comes during a commit waits for the next but one on a slow disk.
    /// </summary>
    [Range(1, 64)]
    public int LaneCallsMax { get; set; } = 8;

    /// <summary>The latest answer; the contract promises a definite one within 3 s.</summary>
    [Range(100, 2_900)]
    public int AnswerMillisecondsMax { get; set; } = 2_500;

    /// <summary>Largest request body, bytes.</summary>
    [Range(2, 16_384)]
    public int BodyBytesMax { get; set; } = 16_384;

    /// <summary>Longest time a body may take to arrive, milliseconds.</summary>
    [Range(100, 10_000)]
    public int BodyMillisecondsMax { get; set; } = 2_000;
}
