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
    private const int FaultsSaid = 10;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly string _file;
    private readonly string _copy;
    private readonly bool _copyFirst;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private byte[] _read = [], _text = [];
    private bool _isGood;
    private volatile ContactBook? _current;

    /// <param name="dataDirectory">With the file people write.</param>
    /// <param name="spool">With the copy.</param>
    /// <param name="clock">The file is looked at once a minute.</param>
    /// <param name="log">Says where a file is faulty, and no more of it.</param>
    /// <param name="copyFirst">What somebody else gave (<see cref="Offer"/>) goes before the file.</param>
    public ContactsFile(
        string dataDirectory, string spool, TimeProvider clock, ILogger<ContactsFile> log, bool copyFirst = false)
    {
        (_file, _copy) = (Path.Combine(dataDirectory, Name), Path.Combine(spool, Name));
        (_clock, _log, _copyFirst) = (clock, log, copyFirst);
        if (copyFirst && Bytes(_copy) is { } given) Take(given, WrittenAt(_copy));
        Reload();
        if (_current is null && Bytes(_copy) is { } copied) Take(copied, WrittenAt(_copy));
        if (_current is null) PeopleLog.ContactsMissing(log, Name);
        _current ??= DefaultPlan.ExampleContacts();
    }

    public ContactBook Current => _current!;

    /// <summary>When what is in force was written; null: the examples are.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    public Contact? Find(string person) => _current!.Find(person);

    /// <summary>What is in force, as it was written; empty: the examples are.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>Reads the file again if it changed.</summary>
    public void Reload()
    {
        if (_copyFirst && _text.Length > 0 && File.Exists(_copy)) return;
        if (Bytes(_file) is not { } bytes || bytes.AsSpan().SequenceEqual(_read)) return;
        if (Take(bytes, WrittenAt(_file))) Copy(bytes);
    }

    /// <summary>Contacts from elsewhere, kept beside the spool when they are good. False: those before hold.</summary>
    public bool Offer(byte[] bytes)
    {
        if (bytes.AsSpan().SequenceEqual(_text)) return true;
        if (bytes.Length is 0 or > BytesMax || !Take(bytes, _clock.GetUtcNow())) return false;
        Copy(bytes);
        return true;
    }

    private void Copy(byte[] bytes)
    {
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
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Reload();
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>
    /// A file that cannot be read is refused. One that can, but has faults, is refused while something good is in
    /// force; before that it is better than the examples, whom nobody reaches.
    /// </summary>
    private bool Take(byte[] bytes, DateTimeOffset writtenAt)
    {
        _read = bytes;
        var parse = PlanDocument.ParseContacts(bytes, Name);
        var faults = ContactRules.Check(parse);
        foreach (var fault in faults.Take(FaultsSaid))
            PeopleLog.ContactsFaulty(_log, Name, fault.Line ?? 0, fault.Pointer, fault.Code);
        if (parse.Value is null || (faults.Count > 0 && _isGood))
        {
            PeopleLog.ContactsRefused(_log, Name, faults.Count);
            return false;
        }

        (_current, _text, _isGood, ChangedAt) = (parse.Value, bytes, faults.Count == 0, writtenAt);
        return true;
    }

    private static DateTimeOffset WrittenAt(string file) =>
        new(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);

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
