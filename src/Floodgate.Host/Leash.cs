namespace Floodgate.Host;

/// <summary>
/// Ends a process with whoever started it: a drill's runner holds the other end of its standard input, which closes
/// when the runner ends, however it ends.
/// </summary>
internal sealed class Leash(CancellationToken asked) : IDisposable
{
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(asked);

    /// <summary>Cancelled when asked, or when the standard input has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    public static Leash Hold(bool wanted, CancellationToken asked)
    {
        var leash = new Leash(asked);
        // A thread of its own: reading the console cannot be cancelled.
        if (wanted) new Thread(leash.Read) { IsBackground = true, Name = "leash" }.Start();
        return leash;
    }

    public void Dispose() => _ended.Dispose();

    private void Read()
    {
        try
        {
            using var input = Console.OpenStandardInput();
            Span<byte> any = stackalloc byte[64];
            while (input.Read(any) > 0)
            {
                // What is written there means nothing; only its end does.
            }
        }
        catch (IOException)
        {
            // Broken is ended too.
        }

        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The process is ending already.
        }
    }
}
