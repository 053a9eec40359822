using System.Text.Encodings.Web;
using System.Text.Json;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>The JSON Schema of plans, for editors; published as <c>plans/plan.schema.json</c> and served.</summary>
internal static class PlanSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Utf8 { get; } = JsonSerializer.SerializeToUtf8Bytes(
        DocumentSchema.Of(typeof(EmergencyPlan), "Floodgate emergency plan"), Readable);
}
