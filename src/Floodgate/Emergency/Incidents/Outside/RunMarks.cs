using System.Security.Cryptography;
using System.Text;
using Floodgate.Emergency.Nodes;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Which runs have started a program: a step that is begun again after a crash starts none twice. At most once, not at
/// least: what was marked and then not started is found missing by the step's own measurement.
/// </summary>
internal sealed class RunMarks(string folder, TimeProvider clock, ILogger<RunMarks> log)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Whether this run is begun for the first time. A folder that cannot be written stops nobody.</summary>
    public bool TryTake(string run)
    {
        lock (_gate)
        {
            if (!_taken.Add(run)) return false;
            try
            {
                Directory.CreateDirectory(folder);
                Forget();
                var file = Path.Combine(
                    folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)).AsSpan(0, 12)));
                if (File.Exists(file)) return false;
                using var mark = new FileStream(file, FileMode.CreateNew);
                mark.Flush(flushToDisk: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                NodesLog.MarkFailed(log, fault.Message);
            }

            return true;
        }
    }

    private void Forget()
    {
        var old = clock.GetUtcNow().UtcDateTime - KeptFor;
        foreach (var file in Directory.GetFiles(folder))
            if (File.GetLastWriteTimeUtc(file) < old) File.Delete(file);
    }
}
