using Floodgate.Foundation.Keys;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary>What seals keys that leave a node's folder.</summary>
internal static class Passphrase
{
    /// <summary>Instead of asking a person; arguments are shown to everybody, an environment is not.</summary>
    public const string Variable = "FLOODGATE_PASSPHRASE";

    /// <summary>From the environment, or asked for; null with the reason said when it will not do.</summary>
    /// <param name="again">It seals something: a slip of the finger would be found out too late.</param>
    public static string? Ask(bool again)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var words = given ?? (Console.IsInputRedirected ? ""
            : AnsiConsole.Prompt(new TextPrompt<string>("Passphrase:").Secret()));
        if (again && given is null && !Console.IsInputRedirected
            && AnsiConsole.Prompt(new TextPrompt<string>("Once more:").Secret()) != words)
        {
            Console.Error.WriteLine("floodgate: the two are not the same; nothing was written.");
            return null;
        }

        if (words.Length >= SealedKeys.PassphraseCharactersMin) return words;
        Console.Error.WriteLine(
            $"floodgate: a passphrase has {SealedKeys.PassphraseCharactersMin} characters or more; "
            + $"type it, or set {Variable}.");
        return null;
    }
}
