using System.Text.Json;
using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>Faults as the <c>errors</c> of a problem: <c>[{pointer, line?, code, message {zh, en}}]</c>.</summary>
internal static class CampaignFaults
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<CampaignFault> faults) => ProblemError.Write(
        json, faults.Select(fault => new ProblemError(fault.Pointer, fault.Line, fault.Code, fault.Message)));
}
