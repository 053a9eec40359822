[assembly: AssemblyFixture(typeof(Floodgate.IntegrationTests.Hosting.SharedPostgres))]

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>Ends the shared PostgreSQL with the run. It starts with the first test that asks for it.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresServer.EndSharedAsync();
}
