using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// What a citizen shows when neither side has a connection: a voucher as the node saw it, signed, for some hours. Text
/// is <c>FG2.</c> and base64url of: format, key id, voucher (8), code key, face, remaining and threshold (8 each),
/// valid from and until, issued and expires (Unix seconds, 4 each), nonce (8), currency (3), campaign, batch (length,
/// bytes), signature (64). All numbers are big-endian.
/// </summary>
internal sealed record OfflineVoucher(
    VoucherId Voucher, byte CodeKey, long FaceCents, long RemainingCents, long ThresholdCents, uint ValidFrom,
    uint ValidUntil, uint IssuedAt, uint ExpiresAt, ulong Nonce, string Currency, string Campaign, string Batch)
{
    public const string Prefix = "FG2.";
    public const int TextMax = 512;
    private const byte Format = 1;
    private const int FixedBytes = 2 + 8 + 1 + 24 + 16 + 8 + 3;
    private const int NameBytesMax = 120;

    public string Seal(Key key)
    {
        var (campaign, batch) = (Encoding.UTF8.GetBytes(Campaign), Encoding.UTF8.GetBytes(Batch));
        if (campaign.Length > NameBytesMax || batch.Length > NameBytesMax || Currency.Length != 3)
            throw new InvalidOperationException($"{Campaign}/{Batch} in {Currency} does not fit an offline voucher");
        var content = new byte[FixedBytes + 2 + campaign.Length + batch.Length];
        (content[0], content[1], content[10]) = (Format, key.Id, CodeKey);
        BinaryPrimitives.WriteUInt64BigEndian(content.AsSpan(2), Voucher.Value);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(11), FaceCents);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(19), RemainingCents);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(27), ThresholdCents);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(35), ValidFrom);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(39), ValidUntil);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(43), IssuedAt);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(47), ExpiresAt);
        BinaryPrimitives.WriteUInt64BigEndian(content.AsSpan(51), Nonce);
        Encoding.ASCII.GetBytes(Currency, content.AsSpan(59));
        content[FixedBytes] = (byte)campaign.Length;
        campaign.CopyTo(content, FixedBytes + 1);
        content[FixedBytes + 1 + campaign.Length] = (byte)batch.Length;
        batch.CopyTo(content, FixedBytes + 2 + campaign.Length);
        return Prefix + Base64Url.EncodeToString([.. content, .. Ed25519Signature.Sign(key, content)]);
    }

    /// <summary>What a payload says, if this ring has signed it; whether it is good is another question.</summary>
    public static OfflineVoucher? Open(string text, KeyRing keys)
    {
        if (text.Length > TextMax || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        Span<byte> buffer = stackalloc byte[TextMax];
        if (Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length), buffer, out _, out var length) != OperationStatus.Done
            || length < FixedBytes + 2 + Ed25519Signature.Bytes || buffer[0] != Format) return null;
        // One text for one payload: no loose bits in the last character.
        if (!text.AsSpan(Prefix.Length).SequenceEqual(Base64Url.EncodeToString(buffer[..length]))) return null;
        if (keys.Find(KeyPurpose.OfflineVoucher, buffer[1]) is not { } key) return null;
        var content = buffer[..(length - Ed25519Signature.Bytes)].ToArray();
        var signature = buffer.Slice(content.Length, Ed25519Signature.Bytes).ToArray();
        return Ed25519Signature.Verify(key, content, signature) ? Read(content) : null;
    }

    // Only ever read behind a good signature: the lengths are ours.
    private static OfflineVoucher Read(ReadOnlySpan<byte> content)
    {
        var campaign = content.Slice(FixedBytes + 1, content[FixedBytes]);
        var batch = content[(FixedBytes + 2 + campaign.Length)..];
        return new OfflineVoucher(
            new VoucherId(BinaryPrimitives.ReadUInt64BigEndian(content[2..])), content[10],
            BinaryPrimitives.ReadInt64BigEndian(content[11..]), BinaryPrimitives.ReadInt64BigEndian(content[19..]),
            BinaryPrimitives.ReadInt64BigEndian(content[27..]), BinaryPrimitives.ReadUInt32BigEndian(content[35..]),
            BinaryPrimitives.ReadUInt32BigEndian(content[39..]), BinaryPrimitives.ReadUInt32BigEndian(content[43..]),
            BinaryPrimitives.ReadUInt32BigEndian(content[47..]), BinaryPrimitives.ReadUInt64BigEndian(content[51..]),
            Encoding.ASCII.GetString(content.Slice(59, 3)), Encoding.UTF8.GetString(campaign),
            Encoding.UTF8.GetString(batch));
    }
}
