using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Floodgate.Admission.Edge;

/// <summary>
/// The listeners for a balancer: each connection begins with the PROXY protocol's head, and whoever it names is who the
/// request comes from. The port it came in by stays the node's own. Whoever can reach such a listener can name
/// anybody, so it belongs where only the balancer does; the head is asked for there and looked at nowhere else.
/// </summary>
internal sealed class ProxyEntrance(IReadOnlyCollection<int> ports, TimeProvider clock)
{
    /// <summary>The head is the first thing a balancer sends; whoever takes longer is none.</summary>
    private static readonly TimeSpan HeadWithin = TimeSpan.FromSeconds(3);

    public ConnectionDelegate Around(ConnectionDelegate next) => connection =>
        connection.LocalEndPoint is IPEndPoint local && ports.Contains(local.Port)
            ? EnterAsync(connection, next) : next(connection);

    private async Task EnterAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        // One that is not let in is closed without a word: nothing that speaks HTTP is there.
        if (await IsReadAsync(connection)) await next(connection);
    }

    private async Task<bool> IsReadAsync(ConnectionContext connection)
    {
        using var late = new CancellationTokenSource(HeadWithin, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, connection.ConnectionClosed);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(end.Token);
                var buffer = read.Buffer;
                switch (Look(buffer, out var from, out var length))
                {
                    case ProxyRead.Proxied or ProxyRead.Local:
                        if (from is not null) connection.RemoteEndPoint = from;
                        input.AdvanceTo(buffer.GetPosition(length));
                        return true;
                    case ProxyRead.Incomplete when !read.IsCompleted && buffer.Length < ProxyHeader.BytesMax:
                        input.AdvanceTo(buffer.Start, buffer.End);
                        break;
                    default:
                        input.AdvanceTo(buffer.End);
                        return false;
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private static ProxyRead Look(in ReadOnlySequence<byte> buffer, out IPEndPoint? from, out int length)
    {
        if (buffer.IsSingleSegment) return ProxyHeader.Read(buffer.FirstSpan, out from, out length);
        var begin = buffer.Slice(0, Math.Min(buffer.Length, ProxyHeader.BytesMax));
        Span<byte> whole = stackalloc byte[(int)begin.Length];
        begin.CopyTo(whole);
        return ProxyHeader.Read(whole, out from, out length);
    }
}
