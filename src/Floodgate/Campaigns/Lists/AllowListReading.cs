using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Floodgate.Foundation;

namespace Floodgate.Campaigns.Lists;

/// <summary>Why a list was not read.</summary>
internal enum AllowListFault { None, MalformedLine, LineTooLong, TooManyLines, TooManyBytes, Empty }

/// <summary>What came of reading a list: its persons sorted and single, or a fault and the line it stands in.</summary>
internal sealed record AllowListContent(AllowListFault Fault, int Line, UInt128[] Persons, string Sha256);

/// <summary>Reads one uploaded list as it arrives; what is kept of a line is its keyed hash.</summary>
internal sealed class AllowListReading(Func<string, string, PersonId> personOf, CampaignsOptions options) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<UInt128> _persons = [];
    private long _bytes;
    private int _line;
    private AllowListFault _fault;

    public async Task<AllowListContent> ReadAsync(PipeReader body, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellation);
            var rest = Take(read.Buffer, read.IsCompleted);
            body.AdvanceTo(rest, read.Buffer.End);
            if (_fault != AllowListFault.None) return new AllowListContent(_fault, _line, [], "");
            if (read.IsCompleted) return Finish();
        }
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>Takes all whole lines, and the last one if nothing more comes; says where it stopped.</summary>
    private SequencePosition Take(ReadOnlySequence<byte> buffer, bool completed)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (_fault == AllowListFault.None && reader.TryReadTo(out ReadOnlySequence<byte> line,
            (byte)'\n')) TakeLine(line);
        if (completed && _fault == AllowListFault.None && !reader.End)
        {
            TakeLine(reader.UnreadSequence);
            reader.AdvanceToEnd();
        }

        if (_fault == AllowListFault.None && reader.Remaining > options.AllowListLineBytesMax)
        {
            _line++;
            _fault = AllowListFault.LineTooLong;
        }

        Count(buffer.Slice(0, reader.Position));
        return reader.Position;
    }

    private void TakeLine(ReadOnlySequence<byte> sequence)
    {
        _line++;
        if (sequence.Length > options.AllowListLineBytesMax)
        {
            _fault = AllowListFault.LineTooLong;
            return;
        }

        var line = sequence.IsSingleSegment ? sequence.FirstSpan : sequence.ToArray();
        if (_line == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        if (line.IsEmpty) return;
        if (_persons.Count >= options.AllowListLinesMax) _fault = AllowListFault.TooManyLines;
        else if (!AllowListEntry.TryRead(line, personOf, out var person)) _fault = AllowListFault.MalformedLine;
        else _persons.Add(person.Value);
    }

    private void Count(ReadOnlySequence<byte> taken)
    {
        foreach (var piece in taken) _hash.AppendData(piece.Span);
        _bytes += taken.Length;
        if (_bytes > options.AllowListBytesMax && _fault == AllowListFault.None) _fault = AllowListFault.TooManyBytes;
    }

    private AllowListContent Finish()
    {
        if (_persons.Count == 0) return new AllowListContent(AllowListFault.Empty, 0, [], "");
        _persons.Sort();
        var single = new List<UInt128>(_persons.Count);
        foreach (var person in _persons)
            if (single.Count == 0 || single[^1] != person) single.Add(person);
        return new AllowListContent(AllowListFault.None, 0, [.. single],
            Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }
}
