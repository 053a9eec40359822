namespace Floodgate.Access;

/// <summary>Reads <c>Authorization: Bearer …</c> (RFC 6750, 2.1; the scheme's case does not matter).</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer ";

    public static bool TryRead(string? header, out string token)
    {
        token = "";
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        token = header[Scheme.Length..].Trim();
        return token.Length > 0;
    }
}
