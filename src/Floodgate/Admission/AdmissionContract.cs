using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Admission;

/// <summary>
/// A place in line. <paramref name="Pass"/> is there when <paramref name="State"/> is <c>admitted</c>.
/// </summary>
internal sealed record TicketBody(
    string Ticket, long Place, long Ahead, long EstimatedWaitSeconds, string State, string? Pass = null);

/// <summary>What tickets look like from outside.</summary>
internal static class AdmissionContract
{
    public static readonly ApiOperation TakeTicket = new("TakeTicket", "Citizen", new("取号", "Take a place in line"))
    {
        Credentials = [Credential.CitizenToken],
        Answers = [new(201, typeof(TicketBody)), new(200, typeof(TicketBody))],
        Refusals =
        [
            Refusals.TokenMissing, Refusals.TokenInvalid, Refusals.TokenExpired, Refusals.NotEligible,
            Refusals.UnknownCampaign, Refusals.StorageUnavailable, Refusals.CampaignDamaged,
            Refusals.IdentityUnavailable,
        ],
    };

    public static readonly ApiOperation CurrentTicket =
        new("CurrentTicket", "Citizen", new("查询排号", "How a place in line stands"))
        {
            Credentials = [Credential.Ticket],
            Answers = [new(200, typeof(TicketBody)) { Headers = ["Retry-After"] }],
            Refusals = [Refusals.TicketMissing, Refusals.TicketInvalid, Refusals.TicketExpired],
        };
}
