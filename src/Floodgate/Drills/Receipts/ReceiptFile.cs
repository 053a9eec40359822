using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;

namespace Floodgate.Drills.Receipts;

/// <summary>
/// Appends receipts to a JSON Lines file as they come. A receipt is in the file (given to the operating system) within
/// <see cref="DrillsOptions.ReceiptFlushMillis"/>, so that a killed crowd loses at most that much of what it was
/// promised.
/// </summary>
internal sealed class ReceiptFile : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private readonly Channel<Receipt> _queue;
    private readonly FileStream _file;
    private readonly Task _writing;
    private readonly TimeSpan _gather;
    private readonly TimeProvider _clock;

    private ReceiptFile(string path, DrillsOptions options, TimeProvider clock)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
        _queue = Channel.CreateBounded<Receipt>(
            new BoundedChannelOptions(options.ReceiptQueueMax) { SingleReader = true });
        (_gather, _clock) = (TimeSpan.FromMilliseconds(options.ReceiptFlushMillis / 2.0), clock);
        _writing = WriteAsync();
    }

    public static ReceiptFile Append(string path, DrillsOptions options, TimeProvider clock) =>
        new(path, options, clock);

    public ValueTask AddAsync(Receipt receipt) => _queue.Writer.WriteAsync(receipt);

    /// <summary>The receipts of a file in order.</summary>
    /// <exception cref="InvalidDataException">A line is not a receipt; it is named.</exception>
    public static IEnumerable<Receipt> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0) yield return Parse(line, path, number);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        await _file.DisposeAsync();
    }

    private static Receipt Parse(string line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Receipt>(line, Json) ?? throw new JsonException("null");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}:{number}: is not a receipt: {fault.Message}",
                fault);
        }
    }

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var receipt))
            {
                await JsonSerializer.SerializeAsync(_file, receipt, Json);
                _file.WriteByte((byte)'\n');
            }

            await _file.FlushAsync();
            if (!_queue.Reader.Completion.IsCompleted) await Task.Delay(_gather, _clock);
        }
    }
}
