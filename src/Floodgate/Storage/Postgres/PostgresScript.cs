namespace Floodgate.Storage.Postgres;

/// <summary>The statements that migrations have beside EF Core's, embedded in the assembly.</summary>
internal static class PostgresScript
{
    public static string Read(string name)
    {
        using var stream = typeof(PostgresScript).Assembly.GetManifestResourceStream($"storage/postgres/{name}.sql")
            ?? throw new InvalidOperationException($"the script {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
