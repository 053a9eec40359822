using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Storage.Backups;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path within, with slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its content, hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What a backup holds. Written last: a folder without it is none.</summary>
/// <param name="Format">1.</param>
/// <param name="MadeAt">When its copy of the journal began.</param>
/// <param name="Version">Of the program that made it.</param>
/// <param name="Files">All files but this one.</param>
internal sealed record BackupManifest(
    int Format, DateTimeOffset MadeAt, string Version, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";
    public const int FormatNow = 1;
    private const int BytesMax = 16 << 20;

    public bool Has(string name) => Files.Any(file => file.Name == name);

    public void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(file, this, BackupJson.Default.BackupManifest);
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="InvalidDataException">It is no backup, or one that a newer program made.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder} is no whole backup: there is no {FileName} in it.");
        if (new FileInfo(path).Length > BytesMax) throw new InvalidDataException($"{path} is no list of a backup.");
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(path), BackupJson.Default.BackupManifest);
            if (read is not { Files: not null } || read.Files.Any(file => file is not { Name: not null }))
                throw new InvalidDataException($"{path} is no list of a backup.");
            if (read.Format != FormatNow)
                throw new InvalidDataException($"{path}: format {read.Format} is not this program's, {FormatNow}.");
            return read;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is no list of a backup: {fault.Message}", fault);
        }
    }

    /// <summary>What is on disk is what was written down.</summary>
    /// <param name="folder">The backup's.</param>
    /// <param name="reading">Told each file's name.</param>
    /// <exception cref="InvalidDataException">A file is missing or was changed: the first one.</exception>
    public void Check(string folder, Action<string> reading)
    {
        foreach (var file in Files)
        {
            reading(file.Name);
            var path = BackupFolder.Within(folder, file.Name);
            if (!File.Exists(path)) throw new InvalidDataException($"{path} is missing.");
            if (Of(folder, file.Name) != file) throw new InvalidDataException($"{path} is not as it was written.");
        }
    }

    /// <summary>A file as it is now.</summary>
    public static BackupFile Of(string folder, string name)
    {
        using var file = File.OpenRead(BackupFolder.Within(folder, name));
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}

[JsonSerializable(typeof(BackupManifest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class BackupJson : JsonSerializerContext;
