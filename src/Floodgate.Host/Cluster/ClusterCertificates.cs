using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Floodgate.Host.Cluster;

/// <summary>
/// Who may speak as a node: whoever the cluster's own authority has signed, and nobody else. Public authorities and
/// names mean nothing here.
/// </summary>
internal sealed class ClusterCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    private ClusterCertificates(X509Certificate2 own, X509Certificate2 authority) =>
        (Own, _authority) = (own, authority);

    /// <summary>This node's, with its key.</summary>
    public X509Certificate2 Own { get; }

    /// <exception cref="InvalidDataException">A file cannot be read, or another authority signed this node.</exception>
    public static ClusterCertificates Load(ClusterOptions options)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey);
            // With its key in memory only: a key straight from PEM cannot be used for TLS on every system.
            var own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            var all = new ClusterCertificates(own, X509CertificateLoader.LoadCertificateFromFile(options.Authority));
            if (all.IsNode(own)) return all;
            all.Dispose();
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Floodgate:Cluster: a certificate cannot be read: {fault.Message}", fault);
        }

        throw new InvalidDataException(
            $"Floodgate:Cluster: {options.Certificate} is not signed by {options.Authority}, or its time is over.");
    }

    /// <summary>Whether our authority has signed this certificate and its time is not over.</summary>
    public bool IsNode(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    /// <summary>What TLS found does not matter but for this: it had a certificate at all.</summary>
    public bool IsNode(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors) =>
        !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) && IsNode(certificate);

    public void Dispose()
    {
        Own.Dispose();
        _authority.Dispose();
    }
}
