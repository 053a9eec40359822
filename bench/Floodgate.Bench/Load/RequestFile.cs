using System.Text;

namespace Floodgate.Bench.Load;

/// <summary>
/// The prepared requests: one line each, <c>token key</c>, all lines of one width, so that wrk's script and the
/// open-loop
/// generator find any line by its number. Every line is a new person.
/// </summary>
internal static class RequestFile
{
    /// <summary>Tokens of a usual length for contestants that do not check them.</summary>
    public static IEnumerable<string> DummyTokens(int count)
    {
        const int tokenBytes = 66;
        var bytes = new byte[tokenBytes];
        new Random(1).NextBytes(bytes);
        for (var i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(bytes, i);
            yield return Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
        }
    }

    public static void Write(string path, IEnumerable<string> tokens)
    {
        using var file = new StreamWriter(path, append: false, Encoding.ASCII, bufferSize: 1 << 16);
        file.NewLine = "\n";
        var width = 0;
        var number = 0;
        foreach (var token in tokens)
        {
            if (width == 0) width = token.Length;
            if (token.Length != width)
                throw new InvalidDataException($"token {number}: {token.Length} characters, not {width}");
            file.Write(token);
            file.Write(" k");
            file.WriteLine(number++.ToString("D10"));
        }
    }

    /// <summary>Whole HTTP/1.1 requests made from lines <paramref name="start"/> to start + count - 1.</summary>
    public static IReadOnlyList<byte[]> Read(string path, Uri server, ClaimMix mix, long start, int count)
    {
        using var file = File.OpenText(path);
        var width = file.ReadLine()?.Length + 1 ?? throw new InvalidDataException($"{path} is empty");
        file.BaseStream.Seek(start * width, SeekOrigin.Begin);
        file.DiscardBufferedData();
        var requests = new List<byte[]>(count);
        while (requests.Count < count && file.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            requests.Add(Encoding.ASCII.GetBytes(
                $"POST {mix.Path(requests.Count)} HTTP/1.1\r\nHost: {server.Authority}\r\n" +
                $"Authorization: Bearer {parts[0]}\r\nIdempotency-Key: {parts[1]}\r\n" +
                "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));
        }

        if (requests.Count < count) throw new InvalidDataException($"{path} ends before line {start + count}");
        return requests;
    }
}
