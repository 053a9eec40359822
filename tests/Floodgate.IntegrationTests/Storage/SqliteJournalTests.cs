using Floodgate.Storage.Sqlite;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>The journal's contract in a file.</summary>
public sealed class SqliteJournalTests : JournalContract
{
    private protected override Task<JournalStore> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("floodgate-journal-").FullName;
        return Task.FromResult(new JournalStore(() => new SqliteJournal(Path.Combine(folder, "journal.db")), () =>
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }));
    }
}
