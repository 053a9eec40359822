using System.Security.Cryptography;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Generators;

namespace Floodgate.Foundation.Keys;

/// <summary>
/// The files of a key folder in one file that only a passphrase opens: for the next node of a cluster, and the safe.
/// Not among them, for another node: the key of a node's own trail, which is that node's alone.
/// </summary>
internal static class SealedKeys
{
    public const int PassphraseCharactersMin = 12;
    private const int SaltBytes = 16, NonceBytes = 12, TagBytes = 16, FilesMax = 1_000;
    private static readonly byte[] Head = "floodgate-keys-1\n"u8.ToArray();
    private static readonly string[] OwnFiles = ["audit.key"];

    /// <param name="folder">The keys'.</param>
    /// <param name="passphrase">Seals them.</param>
    /// <param name="withOwn">With the key of the node's own trail: for the safe, never for another node.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static byte[] Seal(string folder, string passphrase, bool withOwn = false)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => withOwn || !OwnFiles.Contains(name, StringComparer.Ordinal))
            .ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(folder, name)), StringComparer.Ordinal);
        var content = JsonSerializer.SerializeToUtf8Bytes(files);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var (closed, tag) = (new byte[content.Length], new byte[TagBytes]);
        using (var cipher = new AesGcm(KeyOf(passphrase, salt), TagBytes))
            cipher.Encrypt(nonce, content, closed, tag, Head);
        CryptographicOperations.ZeroMemory(content);
        return [.. Head, .. salt, .. nonce, .. tag, .. closed];
    }

    /// <summary>Writes the files into a folder that has none of them yet.</summary>
    /// <exception cref="InvalidDataException">It is no such file, was changed, or the passphrase differs.</exception>
    /// <exception cref="IOException">The folder has keys already, or cannot be written.</exception>
    public static void Open(byte[] sealedKeys, string passphrase, string folder)
    {
        var files = Read(sealedKeys, passphrase);
        if (File.Exists(Path.Combine(folder, "keys.json")))
            throw new IOException($"{folder} has keys already; they are never replaced.");
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files.OrderBy(file => file.Key == "keys.json"))
        {
            var path = Path.GetFullPath(Path.Combine(folder, name));
            if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"'{name}' would be written outside of {folder}.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
    }

    private static Dictionary<string, byte[]> Read(byte[] sealedKeys, string passphrase)
    {
        var rest = sealedKeys.AsSpan();
        if (rest.Length < Head.Length + SaltBytes + NonceBytes + TagBytes || !rest.StartsWith(Head))
            throw new InvalidDataException("this is no file of `keys export`.");
        rest = rest[Head.Length..];
        var salt = rest[..SaltBytes].ToArray();
        var nonce = rest[SaltBytes..(SaltBytes + NonceBytes)];
        rest = rest[(SaltBytes + NonceBytes)..];
        var content = new byte[rest.Length - TagBytes];
        try
        {
            using var cipher = new AesGcm(KeyOf(passphrase, salt), TagBytes);
            cipher.Decrypt(nonce, rest[TagBytes..], rest[..TagBytes], content, Head);
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new InvalidDataException("the passphrase is another, or the file was changed.", fault);
        }

        var files = JsonSerializer.Deserialize<Dictionary<string, byte[]>>(content);
        return files is { Count: > 0 and <= FilesMax }
            ? files : throw new InvalidDataException("there is no key in it.");
    }

    /// <summary>scrypt with 32 MiB: a guess costs what a sign-in costs, about a tenth of a second.</summary>
    private static byte[] KeyOf(string passphrase, byte[] salt) =>
        SCrypt.Generate(System.Text.Encoding.UTF8.GetBytes(passphrase), salt, 1 << 15, 8, 1, 32);
}
