using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Floodgate.Foundation;
using Floodgate.Host.Cluster;
using Floodgate.IntegrationTests.Hosting;
using YamlDotNet.RepresentationModel;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>What is shipped in deploy/ is read by the programs it is for.</summary>
public sealed partial class DeployTests
{
    private static readonly string Deploy = Path.Combine(Repository.Root, "deploy");

    [Fact]
    public async Task Haproxy_TakesItsConfiguration_AsItIsShipped()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FLOODGATE_BIND"] = "127.0.0.1:8080 defer-accept",
            ["FLOODGATE_CONSOLE"] = "127.0.0.1:8081",
        };
        for (var node = 1; node <= 3; node++)
            (environment[$"FLOODGATE_NODE{node}"], environment[$"FLOODGATE_DESK{node}"]) =
                ($"127.0.0.1:50{node}0", $"127.0.0.1:50{node}1");
        var (exit, said) = await RunAsync("haproxy", ["-c", "-f", Path.Combine(Deploy, "haproxy.cfg")], environment);
        Assert.True(exit == 0, said);
    }

    /// <summary>Nobody can tell from the words whether a node answered or the proxy in its place.</summary>
    [Fact]
    public void Haproxy_AnswersInANodesWords()
    {
        Assert.Equal(InWords(Refusals.StorageUnavailable, "unknown"), Answer("unknown"));
        Assert.Equal(InWords(Refusals.Overloaded, "none"), Answer("none"));
        static string Answer(string name) => File.ReadAllText(Path.Combine(Deploy, "answers", $"{name}.json"));
        static string InWords(Refusal refusal, string outcome) => Encoding.UTF8.GetString(
            Problem.Utf8(refusal, english: false, json => json.WriteString("outcome", outcome)));
    }

    [Fact]
    public async Task Unit_HasNothingThatSystemdDoesNotKnow()
    {
        var folder = Directory.CreateTempSubdirectory("floodgate-units-").FullName;
        try
        {
            // On the machine it is for, the program is there.
            var unit = await File.ReadAllTextAsync(Path.Combine(Deploy, "systemd", "floodgate@.service"));
            var here = Path.Combine(folder, "floodgate@node1.service");
            await File.WriteAllTextAsync(here, unit.Replace(
                "/opt/floodgate/Floodgate.Host", Environment.ProcessPath, StringComparison.Ordinal));
            var (exit, said) = await RunAsync("systemd-analyze", ["verify", "--man=no", here], []);
            Assert.True(exit == 0 && said.Length == 0, said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Compose_IsYaml_AndNamesOnlySettingsThereAre()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Deploy, "compose.yaml"));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        foreach (var file in (string[])[Path.Combine(Deploy, "compose.yaml"),
            .. Directory.GetFiles(Path.Combine(Deploy, "systemd"))])
            foreach (Match setting in Setting().Matches(await File.ReadAllTextAsync(file)))
                Assert.NotNull(typeof(ClusterOptions).GetProperty(setting.Groups["name"].Value));
    }

    private static async Task<(int Exit, string Said)> RunAsync(
        string program, string[] arguments, Dictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(
        "Floodgate__Cluster__(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Setting();
}
