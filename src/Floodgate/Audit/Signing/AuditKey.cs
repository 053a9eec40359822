using System.Buffers.Text;
using System.Security.Cryptography;
using Floodgate.Access;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Floodgate.Audit.Signing;

/// <summary>The public half: all that is needed to check an export, on any machine.</summary>
internal sealed class AuditPublicKey
{
    private readonly byte[] _point;

    private AuditPublicKey(byte[] point)
    {
        _point = point;
        Id = Convert.ToHexStringLower(SHA256.HashData(point))[..16];
    }

    public string Id { get; }

    /// <summary>43 characters of base64url.</summary>
    public string Text => Base64Url.EncodeToString(_point);

    internal static AuditPublicKey Of(byte[] point) => new(point);

    /// <summary>Null when it is not such a key.</summary>
    public static AuditPublicKey? TryParse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length != 43 || !Base64Url.IsValid(trimmed)) return null;
        return new AuditPublicKey(Base64Url.DecodeFromChars(trimmed));
    }

    public bool Holds(ReadOnlySpan<byte> statement, string signature)
    {
        if (signature.Length != 86 || !Base64Url.IsValid(signature)) return false;
        var bytes = Base64Url.DecodeFromChars(signature);
        // The last character carries bits that decoding drops: another spelling is another text.
        if (Base64Url.EncodeToString(bytes) != signature) return false;
        var message = statement.ToArray();
        return Ed25519.Verify(bytes, 0, _point, 0, message, 0, message.Length);
    }
}

/// <summary>
/// The Ed25519 key (RFC 8032) that signs checkpoints: <c>keys/audit.key</c>, made once, part of the backup of the keys.
/// </summary>
internal sealed class AuditKey
{
    public const string FileName = "audit.key";
    private readonly byte[] _seed;

    private AuditKey(byte[] seed)
    {
        _seed = seed;
        var point = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, point, 0);
        Public = AuditPublicKey.Of(point);
    }

    public AuditPublicKey Public { get; }

    /// <summary>Opens the key in the key folder, or makes it.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not a key; it is never replaced.</exception>
    public static AuditKey Open(string keyFolder)
    {
        var path = Path.Combine(keyFolder, FileName);
        if (!File.Exists(path)) PrivateFile.Write(path, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));
        var seed = File.ReadAllBytes(path);
        if (seed.Length != Ed25519.SecretKeySize) throw new InvalidDataException($"{path} is not an audit key");
        return new AuditKey(seed);
    }

    public Checkpoint Sign(long entries, string head, DateTimeOffset at)
    {
        var statement = Checkpoint.Statement(entries, head, at);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, statement, 0, statement.Length, signature, 0);
        return new Checkpoint(entries, head, at, Public.Id, Base64Url.EncodeToString(signature));
    }
}
