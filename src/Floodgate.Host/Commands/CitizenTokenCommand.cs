using System.CommandLine;
using Floodgate.Access.Citizens;

namespace Floodgate.Host.Commands;

/// <summary><c>citizen-token</c>: tokens of the demo issuer, one a line, for trying things out.</summary>
internal static class CitizenTokenCommand
{
    private const int CountMax = 1_000_000;

    public static Command Create()
    {
        var citizen = new Option<string>("--citizen") { Description = "Whose token.", Required = true };
        var count = new Option<int?>("--count") { Description = $"1 to {CountMax}: tokens for ID-1 to ID-N." };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > CountMax) result.AddError($"--count is 1 to {CountMax}");
        });
        var region = new Option<string?>("--region") { Description = "The claim region." };
        var digit = new Option<string?>("--last-digit") { Description = "The claim last_digit, 0 to 9." };
        digit.AcceptOnlyFromAmong([.. Enumerable.Range(0, 10).Select(number => number.ToString())]);
        var data = new Option<string>("--data")
        {
            Description = "The data folder of a server that was started with --demo.",
            DefaultValueFactory = _ => "floodgate-data",
        };
        var command = new Command("citizen-token", "Prints demo tokens, one a line (demo issuer only).")
        {
            citizen, count, region, digit, data,
        };
        command.SetAction(asked => Print(
            asked.GetRequiredValue(data),
            new DemoIdentity(
                asked.GetRequiredValue(citizen), Region: asked.GetValue(region), LastDigit: asked.GetValue(digit)),
            asked.GetValue(count)));
        return command;
    }

    private static int Print(string data, DemoIdentity identity, int? count)
    {
        try
        {
            if (DemoIssuer.OpenExisting(data) is { } issuer)
            {
                Print(issuer, identity, count);
                return 0;
            }

            Console.Error.WriteLine($"{data} has no demo issuer: start a server on it with --demo first.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"Cannot use the data folder {data}: {fault.Message}");
        }

        return 3;
    }

    private static void Print(DemoIssuer issuer, DemoIdentity identity, int? count)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var output = new StreamWriter(Console.OpenStandardOutput());
        if (count is null) output.WriteLine(issuer.Token(identity, now));
        for (var number = 1; number <= (count ?? 0); number++)
            output.WriteLine(issuer.Token(identity with { Citizen = $"{identity.Citizen}-{number}" }, now));
    }
}
