using System.Text.Json;

namespace Floodgate.Foundation.Documents;

/// <summary>Faults as the <c>errors</c> of a problem: <c>[{pointer, line?, code, message {zh, en}}]</c>.</summary>
internal static class DocumentFaults
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<DocumentFault> faults) => ProblemError.Write(
        json, faults.Select(fault => new ProblemError(fault.Pointer, fault.Line, fault.Code, fault.Message)));
}
