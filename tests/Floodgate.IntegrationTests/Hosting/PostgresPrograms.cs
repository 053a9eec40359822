using System.Diagnostics;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// The programs of an installed PostgreSQL. Its server refuses to run as root, so for root they run as the user
/// postgres, to whom the folders then belong.
/// </summary>
internal static class PostgresPrograms
{
    public const string Operator = "postgres";
    private const string Debian = "/usr/lib/postgresql";
    private static readonly Lazy<string> Folder = new(Find);
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    /// <summary>A program and its arguments as this user may start them.</summary>
    public static string[] Command(string program, params IEnumerable<string> arguments)
    {
        string[] command = [Path.Combine(Folder.Value, program), .. arguments];
        return Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Operator}", $"--regid={Operator}", "--clear-groups", .. command]
            : command;
    }

    /// <summary>Runs a program to its end.</summary>
    public static Task RunAsync(string program, params IEnumerable<string> arguments) =>
        ShellAsync(Command(program, arguments));

    /// <summary>A folder the server may write, readable by nobody else.</summary>
    public static async Task<string> FolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("floodgate-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await ShellAsync("chown", Operator, folder);
        return folder;
    }

    /// <summary>A copy of a fresh cluster: it is made once a run, for making one takes a second.</summary>
    public static async Task FillAsync(string folder) => await ShellAsync("cp", "-a", await Template.Value, folder);

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = await FolderAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var data = Path.Combine(folder, "template");
        await RunAsync(
            "initdb", "-D", data, "-U", Operator, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        return data;
    }

    private static async Task ShellAsync(params string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience.Max, TimeProvider.System);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: {await output}\n{await errors}");
    }

    private static string Find()
    {
        var debian = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var newest = debian.Where(version => int.TryParse(Path.GetFileName(version), out _))
            .OrderByDescending(version => int.Parse(Path.GetFileName(version)))
            .Select(version => Path.Combine(version, "bin"));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return newest.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new FileNotFoundException(
                "This test needs a real PostgreSQL and is never skipped: run scripts/install-test-servers.sh.");
    }
}
