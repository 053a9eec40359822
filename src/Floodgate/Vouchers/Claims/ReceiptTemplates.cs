using System.Buffers;
using System.Text;
using System.Text.Json;
using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Vouchers.Claims;

/// <summary>
/// The fixed middle of a receipt, made once a campaign version and batch, so that writing one is copying bytes. The
/// body is
/// the same for ever: it is made only of what the journal holds.
/// </summary>
internal sealed class ReceiptTemplates
{
    private readonly byte[]?[] _middles;
    private readonly CampaignVersion _version;

    public ReceiptTemplates(CampaignVersion version)
    {
        _version = version;
        _middles = new byte[version.BatchCount][];
        for (var i = 0; i < _middles.Length; i++) _middles[i] = Middle(i);
    }

    /// <summary>Writes the body; the answer is its length.</summary>
    public int Write(Span<byte> target, in ClaimAnswer receipt, int shard)
    {
        var writer = new Ascii(target);
        writer.Add("{\"voucherId\":\""u8);
        writer.AddId(new VoucherId(receipt.Voucher));
        writer.Add("\","u8);
        writer.Add(_middles[receipt.Batch]);
        var (from, until) = _version.Validity(receipt.Batch, receipt.ClaimedAtMicros);
        writer.Add("\"validFrom\":\""u8);
        writer.AddTime(from);
        writer.Add("\",\"validUntil\":\""u8);
        writer.AddTime(until);
        writer.Add("\",\"claimedAt\":\""u8);
        writer.AddTime(UnixTime.ToTime(receipt.ClaimedAtMicros));
        writer.Add("\",\"journalPosition\":\""u8);
        writer.AddNumber(shard);
        writer.Add("."u8);
        writer.AddNumber(receipt.Position);
        writer.Add("\"}"u8);
        return writer.Length;
    }

    public const int BytesMax = 1024;

    private byte[] Middle(int batch)
    {
        var rules = _version.Definition.Batches[batch];
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("batch", rules.Id);
        json.WriteMoney("faceValue", rules.FaceValue);
        json.WriteMoney("threshold", rules.Threshold);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(buffer.WrittenSpan)[1..^1] + ",");
    }

    private ref struct Ascii(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_target[Length..]);
            Length += bytes.Length;
        }

        public void AddNumber(long value)
        {
            System.Buffers.Text.Utf8Formatter.TryFormat(value, _target[Length..], out var written);
            Length += written;
        }

        public void AddId(VoucherId id)
        {
            Span<char> text = stackalloc char[VoucherId.TextLength];
            Base32.Write(id.Value, text);
            Length += Encoding.ASCII.GetBytes(text, _target[Length..]);
        }

        public void AddTime(DateTimeOffset time) => Length += Rfc3339.Write(time, _target[Length..]);
    }
}
