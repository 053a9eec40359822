using System.ComponentModel.DataAnnotations;

namespace Floodgate.Admission;

/// <summary>Limits of tickets and passes. Section <c>Admission</c> of the configuration.</summary>
public sealed class AdmissionOptions
{
    /// <summary>How long a pass is good; the contract allows ten minutes at most.</summary>
    [Range(10, 600)]
    public int PassSeconds { get; set; } = 600;

    /// <summary>How long a ticket is good.</summary>
    [Range(60, 7 * 86_400)]
    public int TicketSeconds { get; set; } = 86_400;

    /// <summary>
    /// Persons remembered with their place, per campaign; beyond, the oldest are forgotten and get a new place.
    /// </summary>
    [Range(1_000, 100_000_000)]
    public int TicketsRememberedMax { get; set; } = 5_000_000;

    /// <summary>
    /// Whole days after which a new key seals passes and tickets; those sealed before live out their time.
    /// </summary>
    [Range(1, 366)]
    public int KeyRotationDays { get; set; } = 30;
}
