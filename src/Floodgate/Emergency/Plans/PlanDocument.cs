using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// Plans and contacts as text: JSON over the API, YAML or JSON in files, one shape. Reading is strict, names every
/// fault with file, line and member, and never throws on what it is given.
/// </summary>
internal static class PlanDocument
{
    public const int BytesMax = 768 * 1024;

    public static DocumentParse<EmergencyPlan> ParseFile(ReadOnlyMemory<byte> bytes, string file) =>
        DocumentText.File<EmergencyPlan>(bytes, BytesMax, file);

    public static DocumentParse<EmergencyPlan> ParseJson(ReadOnlyMemory<byte> utf8) =>
        DocumentText.Json<EmergencyPlan>(utf8, BytesMax);

    public static DocumentParse<ContactBook> ParseContacts(ReadOnlyMemory<byte> bytes, string file) =>
        DocumentText.File<ContactBook>(bytes, BytesMax, file);

    /// <summary>The canonical text: one plan has one, and reading it gives the plan again.</summary>
    public static byte[] WriteJson(EmergencyPlan plan) => DocumentWriter.Write(plan);
}
