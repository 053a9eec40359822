using System.CommandLine;
using System.Security.Cryptography;
using Floodgate.Host.Cluster;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>node certificates</c>: what the nodes of a cluster know each other by; and the orders to running ones.
/// </summary>
internal static class NodeCommand
{
    public static Command Create() => new("node", "The nodes of a cluster.")
    {
        CertificatesCommand(),
        NodeOrders.List(),
        NodeOrders.Cordon(),
        NodeOrders.Uncordon(),
        NodeOrders.Drain(),
    };

    private static Command CertificatesCommand()
    {
        var names = new Argument<string[]>("NODE")
        {
            Description = "Names of the nodes: small letters, digits and hyphens.",
            Arity = ArgumentArity.OneOrMore,
        };
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the files. An authority that is there already signs further nodes.",
            DefaultValueFactory = _ => "floodgate-certificates",
        };
        var days = new Option<int>("--days")
        {
            Description = "How long they are good.",
            DefaultValueFactory = _ => 825,
        };
        var command = new Command("certificates",
            "Makes the cluster's own authority and a certificate for each node. Keep authority.key in a safe.")
        {
            names, folder, days,
        };
        command.SetAction(asked =>
            Make(asked.GetRequiredValue(names), asked.GetRequiredValue(folder), asked.GetValue(days)));
        return command;
    }

    private static int Make(string[] names, string folder, int days)
    {
        if (Array.Find(names, name => !IsName(name)) is { } bad)
            return Fail(2, $"'{bad}' is no name for a node: 1 to 32 small letters, digits and hyphens.");
        if (days is < 1 or > 3_650) return Fail(2, "--days is 1 to 3650.");
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var file in CertificateAuthority.Make(folder, names, now, TimeSpan.FromDays(days)))
                Console.Out.WriteLine(file);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Fail(3, fault.Message);
        }
    }

    private static int Fail(int exit, string why)
    {
        Console.Error.WriteLine($"floodgate: {why}");
        return exit;
    }

    private static bool IsName(string name) => name is { Length: > 0 and <= 32 } && name != "authority"
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
