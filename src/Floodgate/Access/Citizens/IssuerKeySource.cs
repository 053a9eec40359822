using System.Text.Json;

namespace Floodgate.Access.Citizens;

/// <summary>Where an issuer's JWKS comes from: a file, or the address its discovery document names.</summary>
internal static class IssuerKeySource
{
    /// <summary>Short, because a person may be waiting: every request gets an answer within three seconds.</summary>
    private const int FetchSecondsMax = 2;

    public static Func<CancellationToken, Task<string>> Of(IssuerOptions issuer) => issuer switch
    {
        { JwksFile: { } file } => cancel => FromFileAsync(file, cancel),
        { Authority: { } authority } => Discovery(authority, issuer.ExpectedIssuer),
        _ => throw new InvalidOperationException("an issuer without keys passed validation"),
    };

    private static async Task<string> FromFileAsync(string file, CancellationToken cancel)
    {
        if (new FileInfo(file).Length > IssuerKeySet.BytesMax) throw new InvalidDataException($"{file} is too long");
        return await File.ReadAllTextAsync(file, cancel);
    }

    private static Func<CancellationToken, Task<string>> Discovery(Uri authority, string expectedIssuer)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = TimeSpan.FromSeconds(FetchSecondsMax),
            MaxResponseContentBufferSize = IssuerKeySet.BytesMax,
        };
        var document = new Uri(authority.OriginalString.TrimEnd('/') + "/.well-known/openid-configuration");
        return async cancel =>
        {
            // Both together: the limit of the client is each request's own.
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            late.CancelAfter(http.Timeout);
            using var found = JsonDocument.Parse(await http.GetStringAsync(document, late.Token));
            var issuer = found.RootElement.GetProperty("issuer").GetString();
            if (issuer != expectedIssuer) throw new InvalidDataException("discovery names another issuer");
            var address = new Uri(found.RootElement.GetProperty("jwks_uri").GetString()!);
            if (!IssuerOptions.IsSafe(address)) throw new InvalidDataException("jwks_uri is not https");
            return await http.GetStringAsync(address, late.Token);
        };
    }
}
