using System.Text;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// The plan and the example contacts the program brings with it (<c>plans/</c> in the repository): there is a plan from
/// the first second, and the readiness board says that nobody has approved it.
/// </summary>
internal static class DefaultPlan
{
    public const string Author = "floodgate";

    private static readonly Lazy<PlanVersion> Built = new(Build);

    public static PlanVersion Version => Built.Value;

    public static EmergencyPlan Plan => Version.Document!;

    public static string ExampleContactsText => Read("contacts.example.yaml");

    public static ContactBook ExampleContacts() => PlanDocument.ParseContacts(
        Encoding.UTF8.GetBytes(ExampleContactsText), "contacts.example.yaml").Value
        ?? throw new InvalidDataException("The example contacts that were built in cannot be read.");

    private static PlanVersion Build()
    {
        var text = Read("default.yaml");
        var plan = PlanDocument.ParseFile(Encoding.UTF8.GetBytes(text), "default.yaml").Value
            ?? throw new InvalidDataException("The plan that was built in cannot be read.");
        var json = Encoding.UTF8.GetString(PlanDocument.WriteJson(plan));
        return new PlanVersion(plan.Id, 0, text, json, plan, Author, 0, null);
    }

    private static string Read(string name)
    {
        using var stream = typeof(DefaultPlan).Assembly.GetManifestResourceStream("plans/" + name)
            ?? throw new InvalidDataException($"{name} was not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
