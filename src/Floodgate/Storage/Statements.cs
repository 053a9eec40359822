using System.Data.Common;

namespace Floodgate.Storage;

/// <summary>
/// Hand-written SQL whose text is the same for both engines: every name of the relational tables in double quotes,
/// parameters as <c>@name</c>, a null with its type (<c>CAST(@x AS integer)</c>), sums cast to bigint, no scalar MAX.
/// </summary>
internal static class Statements
{
    public static DbCommand Statement(
        this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
