using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Floodgate.Host.Cluster;

/// <summary>
/// Makes what a cluster needs to let only its own nodes speak: an authority, and a certificate for each node. The
/// authority's key signs further nodes; it belongs in a safe, not on a node.
/// </summary>
internal static class CertificateAuthority
{
    public const string AuthorityFile = "authority.pem", AuthorityKeyFile = "authority.key";

    /// <summary>Makes the folder's authority where there is none, then one certificate a node.</summary>
    /// <param name="folder">Made when missing; readable by its owner alone.</param>
    /// <param name="nodes">Their names.</param>
    /// <param name="now">From when they are good.</param>
    /// <param name="lasts">For how long.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="IOException">A file cannot be written, or a node's is there already.</exception>
    public static IReadOnlyList<string> Make(
        string folder, IReadOnlyList<string> nodes, DateTimeOffset now, TimeSpan lasts)
    {
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        using var authority = File.Exists(Path.Combine(folder, AuthorityFile))
            ? X509Certificate2.CreateFromPemFile(
                Path.Combine(folder, AuthorityFile), Path.Combine(folder, AuthorityKeyFile))
            : MakeAuthority(folder, now, lasts, written);
        foreach (var node in nodes) MakeNode(folder, node, authority, now, written);
        return written;
    }

    private static X509Certificate2 MakeAuthority(
        string folder, DateTimeOffset now, TimeSpan lasts, List<string> written)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Floodgate cluster authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var authority = request.CreateSelfSigned(now.AddMinutes(-5), now + lasts);
        Write(folder, AuthorityKeyFile, key.ExportPkcs8PrivateKeyPem(), written);
        Write(folder, AuthorityFile, authority.ExportCertificatePem(), written);
        return authority;
    }

    private static void MakeNode(
        string folder, string node, X509Certificate2 authority, DateTimeOffset now, List<string> written)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        // A node serves the others and calls them.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(node);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            authority, now.AddMinutes(-5), new DateTimeOffset(authority.NotAfter), RandomNumberGenerator.GetBytes(16));
        Write(folder, $"{node}.key", key.ExportPkcs8PrivateKeyPem(), written);
        Write(folder, $"{node}.pem", signed.ExportCertificatePem(), written);
    }

    private static void Write(string folder, string name, string pem, List<string> written)
    {
        var path = Path.Combine(folder, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(pem + "\n"));
        written.Add(path);
    }
}
