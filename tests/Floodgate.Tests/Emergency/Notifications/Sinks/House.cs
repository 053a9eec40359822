using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Floodgate.Tests.Emergency.Sinks;

/// <summary>An authority of a house that no system trusts, and a server's certificate from it, for 127.0.0.1.</summary>
internal sealed class House : IDisposable
{
    private readonly X509Certificate2 _authority;

    public House()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=house", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=sink", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(_authority, now.AddHours(-1), now.AddMinutes(50), [1, 2, 3, 4]);
        using var whole = signed.CopyWithPrivateKey(serverKey);
        Server = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public X509Certificate2 Server { get; }

    public string WriteAuthority(string folder)
    {
        var file = Path.Combine(folder, "authority.pem");
        File.WriteAllText(file, _authority.ExportCertificatePem());
        return file;
    }

    public void Dispose()
    {
        Server.Dispose();
        _authority.Dispose();
    }
}
