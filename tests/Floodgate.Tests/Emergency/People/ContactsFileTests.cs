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

    private static ContactsFile Open(TemporaryFolder folder) => new(
        Path.Combine(folder, "data"), Path.Combine(folder, "spool"), TimeProvider.System,
        NullLogger<ContactsFile>.Instance);
}
