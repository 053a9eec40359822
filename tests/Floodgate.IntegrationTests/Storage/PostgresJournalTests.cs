using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>The journal's contract in a real PostgreSQL.</summary>
public sealed class PostgresJournalTests : JournalContract
{
    private protected override async Task<JournalStore> OpenAsync()
    {
        var connection = await PostgresStore.DatabaseAsync(await PostgresServer.SharedAsync());
        return new JournalStore(() => PostgresStore.Open(connection));
    }
}
