using Floodgate.Access;
using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.People;

/// <summary>
/// The contacts of this node: <c>contacts.yaml</c> in the data folder, read at start and once a minute, with a copy
/// beside the spool for a start without the data folder. What was read last holds until something better is read;
/// before anything is, the examples the program brings.
/// </summary>
internal sealed class ContactsFile : BackgroundService
{
    public const string Name = "contacts.yaml";
    private const int BytesMax = 768 * 1024;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly string _file;
    private readonly string _copy;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private byte[] _read = [];
    private volatile ContactBook? _current;

    public ContactsFile(string dataDirectory, string spool, TimeProvider clock, ILogger<ContactsFile> log)
    {
        (_file, _copy) = (Path.Combine(dataDirectory, Name), Path.Combine(spool, Name));
        (_clock, _log) = (clock, log);
        Reload();
        if (_current is null && Bytes(_copy) is { } copied) Take(copied);
        if (_current is null) PeopleLog.ContactsMissing(log, Name);
        _current ??= DefaultPlan.ExampleContacts();
    }

    public ContactBook Current => _current!;

    public Contact? Find(string person) => _current!.Find(person);

    /// <summary>Reads the file again if it changed.</summary>
    public void Reload()
    {
        if (Bytes(_file) is not { } bytes || bytes.AsSpan().SequenceEqual(_read) || !Take(bytes)) return;
        try
        {
            PrivateFile.Write(_copy, bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            PeopleLog.CopyNotWritten(_log, fault.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Reload();
    }

    private bool Take(byte[] bytes)
    {
        _read = bytes;
        var parse = PlanDocument.ParseContacts(bytes, Name);
        if (parse.Value is null) PeopleLog.ContactsFaulty(_log, Name, parse.Faults[0].Line ?? 0, parse.Faults[0].Code);
        else _current = parse.Value;
        return parse.Value is not null;
    }

    private static byte[]? Bytes(string file)
    {
        try
        {
            var known = new FileInfo(file);
            return known.Exists && known.Length <= BytesMax ? File.ReadAllBytes(file) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
