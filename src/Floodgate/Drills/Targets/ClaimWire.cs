using System.Text;

namespace Floodgate.Drills.Targets;

/// <summary>
/// The bytes of the three requests of the claim way, with everything that does not change written once.
/// </summary>
internal sealed class ClaimWire
{
    private readonly byte[] _ticket;
    private readonly byte[] _poll;
    private readonly byte[][] _claims;

    public ClaimWire(Uri server, string campaign, IEnumerable<string> batches)
    {
        var host = $"Host: {server.Authority}\r\n";
        var path = $"/api/v1/campaigns/{Uri.EscapeDataString(campaign)}";
        _ticket = Encoding.ASCII.GetBytes($"POST {path}/tickets HTTP/1.1\r\n{host}Content-Length: 0\r\nAuthorization: "
            + $"Bearer ");
        _poll = Encoding.ASCII.GetBytes($"GET /api/v1/tickets/current HTTP/1.1\r\n{host}Authorization: Bearer ");
        _claims = [.. batches.Select(batch => Encoding.ASCII.GetBytes(
            $"POST {path}/batches/{Uri.EscapeDataString(batch)}/claims HTTP/1.1\r\n{host}Content-Type: "
                + $"application/json\r\n"
            + "Content-Length: 2\r\nAuthorization: Bearer "))];
    }

    public int Ticket(Span<byte> target, ReadOnlySpan<byte> token) => Join(target, _ticket, token, "\r\n\r\n"u8);

    public int Poll(Span<byte> target, ReadOnlySpan<byte> ticket) => Join(target, _poll, ticket, "\r\n\r\n"u8);

    public int Claim(Span<byte> target, int batch, ReadOnlySpan<byte> pass, ReadOnlySpan<byte> key)
    {
        var length = Join(target, _claims[batch], pass, "\r\nIdempotency-Key: "u8);
        return length + Join(target[length..], key, "\r\n\r\n"u8, "{}"u8);
    }

    private static int Join(Span<byte> target, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c)
    {
        a.CopyTo(target);
        b.CopyTo(target[a.Length..]);
        c.CopyTo(target[(a.Length + b.Length)..]);
        return a.Length + b.Length + c.Length;
    }
}
