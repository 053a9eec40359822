using System.Diagnostics;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// A network of its own for one process, joined to this machine by a pair of virtual cards. This machine has two
/// addresses on it, so that the way to one of them can be cut while the other stays: the database's and the other
/// nodes', say.
/// </summary>
internal sealed class Wire : IDisposable
{
    private static int _wires;
    private readonly string _name;

    private Wire(string name, int number)
    {
        _name = name;
        Address = $"10.213.{number}.2";
        Front = $"10.213.{number}.4";
        Here = $"10.213.{number}.1";
        HereToo = $"10.213.{number}.3";
        Store = $"10.213.{number}.5";
    }

    /// <summary>Of the process that lives there; whoever asks it here comes from <see cref="HereToo"/>.</summary>
    public string Address { get; }

    /// <summary>Another one of that process; whoever asks it here comes from <see cref="Here"/>.</summary>
    public string Front { get; }

    /// <summary>Of this machine.</summary>
    public string Here { get; }

    /// <summary>Another one of this machine.</summary>
    public string HereToo { get; }

    /// <summary>And one for a store.</summary>
    public string Store { get; }

    public static Wire Lay()
    {
        var number = Interlocked.Increment(ref _wires);
        var wire = new Wire($"fg{Environment.ProcessId}w{number}", (Environment.ProcessId + number) % 250);
        var (near, far) = ($"{wire._name}n", $"{wire._name}f");
        Run($"netns add {wire._name}");
        Run($"link add {near} type veth peer name {far} netns {wire._name}");
        Run($"addr add {wire.Here}/24 dev {near}");
        Run($"addr add {wire.HereToo}/24 dev {near}");
        Run($"addr add {wire.Store}/24 dev {near}");
        Run($"link set {near} up");
        Run($"-n {wire._name} addr add {wire.Address}/24 dev {far}");
        Run($"-n {wire._name} addr add {wire.Front}/24 dev {far}");
        Run($"-n {wire._name} link set {far} up");
        Run($"route add {wire.Address}/32 dev {near} src {wire.HereToo}");
        Run($"-n {wire._name} link set lo up");
        return wire;
    }

    /// <summary>The same program, living there.</summary>
    public ProcessStartInfo Within(ProcessStartInfo info)
    {
        var inside = new ProcessStartInfo("ip", ["netns", "exec", _name, info.FileName, .. info.ArgumentList])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in info.Environment) inside.Environment[name] = value;
        return inside;
    }

    /// <summary>Nothing goes to that address any more, and nobody is told.</summary>
    public void Cut(string address) => Run($"-n {_name} route add blackhole {address}/32");

    public void Mend(string address) => Run($"-n {_name} route del blackhole {address}/32");

    public void Dispose() => Run($"netns del {_name}");

    private static void Run(string arguments)
    {
        using var ip = Process.Start(
            new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        Assert.True(
            ip.ExitCode == 0,
            "This test needs the right to lay a network (root, or a container with CAP_NET_ADMIN): "
            + $"ip {arguments}: {errors}");
    }
}
