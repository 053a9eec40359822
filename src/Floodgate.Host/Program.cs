namespace Floodgate.Host;

internal static class Program
{
    private static int Main(string[] args) => args.Length > 99 ? 2 : 0;
}
