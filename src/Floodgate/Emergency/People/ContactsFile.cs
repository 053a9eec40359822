using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.People;

/// <summary>
/// The contacts of this node, kept in memory and read again when the file changes. A file with faults changes nothing:
/// the people known before go on being called.
/// </summary>
/// <param name="path">The file; null: nobody but <paramref name="without"/>.</param>
/// <param name="without">Who is known without a file.</param>
internal sealed class ContactsFile(
    string? path, ContactBook without, TimeProvider clock, ILogger<ContactsFile> log) : BackgroundService
{
    private const int BytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private volatile ContactBook _current = without;
    private (DateTime Written, long Length) _seen;

    public ContactBook Current => _current;

    public Contact? Find(string person) => _current.Find(person);

    /// <summary>Reads the file if it changed.</summary>
    /// <exception cref="InvalidDataException">It has faults; the first is named.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read()
    {
        if (path is null) return;
        var file = new FileInfo(path);
        if (!file.Exists) throw new FileNotFoundException($"The contacts file {file.Name} is not there.");
        if ((file.LastWriteTimeUtc, file.Length) == _seen) return;
        if (file.Length > BytesMax) throw new InvalidDataException($"{file.Name} is larger than {BytesMax} bytes.");
        var parse = PlanDocument.ParseContacts(File.ReadAllBytes(path), file.Name);
        _seen = (file.LastWriteTimeUtc, file.Length);
        _current = parse.Value ?? throw new InvalidDataException($"{file.Name}: {parse.Faults[0]}");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) TryRead();
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private void TryRead()
    {
        try
        {
            Read();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            PeopleFileLog.NotRead(log, fault.Message);
        }
    }
}

/// <summary>Events 5300 to 5309.</summary>
internal static partial class PeopleFileLog
{
    [LoggerMessage(5300, LogLevel.Warning, "the contacts were not read again, those known before hold: {Why}")]
    public static partial void NotRead(ILogger log, string why);
}
