using Floodgate.Emergency.People;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.People;

public sealed class ContactsFileTests
{
    private const string Text = """
        people:
          - id: wang
            name: Wang
            role: { zh: 工程师, en: engineer }
            channels:
              - { kind: smtp, address: wang@example.org }
        """;

    [Fact]
    public void Contacts_OutliveTheDataFolderAndABadFile()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        using var before = Open(folder);
        Assert.True(before.Current.People.Count > 1);
        Assert.Null(before.Current.Find("wang"));

        var file = Path.Combine(data, ContactsFile.Name);
        File.WriteAllText(file, Text);
        before.Reload();
        Assert.Equal("Wang", Assert.Single(before.Current.People).Name);
        File.WriteAllText(file, Text.Replace("smtp", "pigeon", StringComparison.Ordinal));
        before.Reload();
        Assert.Equal("Wang", Assert.Single(before.Current.People).Name);

        Directory.Delete(data, recursive: true);
        using var after = Open(folder);
        Assert.Equal("Wang", Assert.Single(after.Current.People).Name);
        folder.AssertPrivate(Path.Combine("spool", ContactsFile.Name));
    }

    /// <summary>One way only to reach a person, or an address that is none: what was good stays.</summary>
    [Theory]
    [InlineData("      - { kind: sms, address: '+8613800001111' }", "")]
    [InlineData("'+8613800001111'", "'13800001111'")]
    [InlineData("wang@example.org", "wang at example")]
    public void Contacts_WithFaults_DoNotReplaceGoodOnes(string part, string by)
    {
        const string good = Text + "\n      - { kind: sms, address: '+8613800001111' }\n";
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        var file = Path.Combine(data, ContactsFile.Name);
        File.WriteAllText(file, good);
        using var contacts = Open(folder);
        File.WriteAllText(file, good.Replace("Wang", "Other", StringComparison.Ordinal)
            .Replace(part, by, StringComparison.Ordinal));
        contacts.Reload();
        Assert.Equal("Wang", Assert.Single(contacts.Current.People).Name);
        File.WriteAllText(file, good.Replace("Wang", "Li", StringComparison.Ordinal));
        contacts.Reload();
        Assert.Equal("Li", Assert.Single(contacts.Current.People).Name);
        Assert.NotNull(contacts.ChangedAt);
    }

    private static ContactsFile Open(TemporaryFolder folder) => new(
        Path.Combine(folder, "data"), Path.Combine(folder, "spool"), TimeProvider.System,
        NullLogger<ContactsFile>.Instance);
}
