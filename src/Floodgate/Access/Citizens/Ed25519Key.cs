using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Floodgate.Access.Citizens;

/// <summary>An Ed25519 public key (RFC 8037), which .NET 10 has no class for; checking is BouncyCastle's.</summary>
internal sealed class Ed25519Key : AsymmetricSecurityKey
{
    public const string Algorithm = "EdDSA";

    public Ed25519Key(byte[] point, string? keyId)
    {
        Point = point;
        KeyId = keyId;
        CryptoProviderFactory = new CryptoProviderFactory { CustomCryptoProvider = new Provider() };
    }

    public byte[] Point { get; }

    public override int KeySize => Ed25519.PublicKeySize * 8;

    public override PrivateKeyStatus PrivateKeyStatus => PrivateKeyStatus.DoesNotExist;

    [Obsolete("Part of the base class; says nothing here.")]
    public override bool HasPrivateKey => false;

    private sealed class Provider : ICryptoProvider
    {
        public bool IsSupportedAlgorithm(string algorithm, params object[] args) =>
            string.Equals(algorithm, Ed25519Key.Algorithm, StringComparison.Ordinal) && args is [Ed25519Key, ..];

        public object Create(string algorithm, params object[] args) => new Verifier((Ed25519Key)args[0]);

        public void Release(object cryptoInstance)
        {
            // A verifier holds nothing.
        }
    }

    private sealed class Verifier(Ed25519Key key) : SignatureProvider(key, Ed25519Key.Algorithm)
    {
        public override byte[] Sign(byte[] input) => throw new NotSupportedException("Only the issuer signs.");

        public override bool Verify(byte[] input, byte[] signature) =>
            Verify(input, 0, input.Length, signature, 0, signature.Length);

        public override bool Verify(
            byte[] input, int inputOffset, int inputLength,
            byte[] signature, int signatureOffset, int signatureLength) =>
            signatureLength == Ed25519.SignatureSize
            && Ed25519.Verify(signature, signatureOffset, key.Point, 0, input, inputOffset, inputLength);

        protected override void Dispose(bool disposing)
        {
            // Nothing is held.
        }
    }
}
