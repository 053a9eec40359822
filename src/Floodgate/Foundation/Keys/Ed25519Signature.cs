using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Floodgate.Foundation.Keys;

/// <summary>
/// Ed25519 (RFC 8032) over a key of the ring: its 32 secret bytes are the seed, so what signs never leaves the ring and
/// what checks may be given to everybody. .NET 10 has no class for it; BouncyCastle does the sums.
/// </summary>
internal static class Ed25519Signature
{
    public const int Bytes = 64;
    public const int PublicKeyBytes = 32;

    public static byte[] PublicKey(Key key)
    {
        var point = new byte[PublicKeyBytes];
        Ed25519.GeneratePublicKey(key.Secret, 0, point, 0);
        return point;
    }

    public static byte[] Sign(Key key, byte[] content)
    {
        var signature = new byte[Bytes];
        Ed25519.Sign(key.Secret, 0, content, 0, content.Length, signature, 0);
        return signature;
    }

    public static bool Verify(Key key, byte[] content, byte[] signature) =>
        signature.Length == Bytes
        && Ed25519.Verify(signature, 0, PublicKey(key), 0, content, 0, content.Length);
}
