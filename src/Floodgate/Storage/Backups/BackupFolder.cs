using Floodgate.Foundation.Keys;
using Floodgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Floodgate.Storage.Backups;

/// <summary>
/// A data folder and its spool, copied while a node runs on them, and made of such a copy again. The copy has the
/// folder's own shape, so that what reads one reads the other; but the keys, which are sealed.
/// </summary>
internal static class BackupFolder
{
    public const string SealedKeysFile = "keys.sealed";
    public const string JournalFile = "journal.db";
    private const string SpoolFolder = "spool";

    /// <summary>Made again by itself, held by the process, or secret: not copied as it is.</summary>
    private static readonly string[] Left =
    [
        "lock", "probe", "ballast", "alive", "snapshots/", "keys/", "demo-till-key.txt", "floodgate.db.upgrade",
        JournalFile, SqliteRelational.FileName,
    ];

    /// <summary>Copies a folder; the copy is there whole or not at all.</summary>
    /// <param name="from">A node may be running on it.</param>
    /// <param name="to">Must not be there yet.</param>
    /// <param name="passphrase">Seals the keys.</param>
    /// <param name="clock">Says when.</param>
    /// <param name="working">Told what is being copied.</param>
    /// <exception cref="IOException">A file cannot be read or written, or the target is there.</exception>
    /// <exception cref="SqliteException">A database cannot be copied.</exception>
    public static BackupManifest Make(
        DataFolder from, string to, string passphrase, TimeProvider clock, Action<string> working)
    {
        var target = Path.GetFullPath(to);
        if (Path.Exists(target)) throw new IOException($"{target} is there already; a backup is never written over.");
        if (!Directory.Exists(from.Path)) throw new IOException($"there is no data folder {from.Path}.");
        return Whole(target, partial =>
        {
            // The projection first: in the copy it can only be behind the journal that is copied after it.
            Copy(from.Path, partial, SqliteRelational.FileName, working);
            var madeAt = clock.GetUtcNow();
            Copy(from.Path, partial, JournalFile, working);
            CopyFiles(from.Path, partial, working);
            CopyFiles(from.Spool, Path.Combine(partial, SpoolFolder), working);
            if (Directory.Exists(from.Keys))
                File.WriteAllBytes(
                    Path.Combine(partial, SealedKeysFile), SealedKeys.Seal(from.Keys, passphrase, withOwn: true));
            var manifest = new BackupManifest(
                BackupManifest.FormatNow, madeAt, typeof(BackupFolder).Assembly.GetName().Version!.ToString(),
                [.. FilesIn(partial).Select(name => BackupManifest.Of(partial, name))]);
            manifest.Write(partial);
            return manifest;
        });
    }

    /// <summary>Makes a data folder of a copy, once every file of it is as it was written.</summary>
    /// <param name="from">The backup.</param>
    /// <param name="to">The folder, which must not be there yet; nor its spool.</param>
    /// <param name="passphrase">Opens the keys.</param>
    /// <param name="working">Told what is being read or copied.</param>
    /// <exception cref="InvalidDataException">It is no backup, it was changed, or the passphrase differs.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or the target is there.</exception>
    public static BackupManifest Restore(string from, DataFolder to, string passphrase, Action<string> working)
    {
        foreach (var path in (string[])[to.Path, to.Spool])
            if (Path.Exists(path)) throw new IOException($"{path} is there already; a restore never writes over one.");
        var manifest = BackupManifest.Read(from);
        manifest.Check(from, working);
        return Whole(to.Path, partial =>
        {
            var spool = Path.Combine(partial, SpoolFolder);
            foreach (var file in manifest.Files.Where(file => file.Name != SealedKeysFile))
            {
                working(file.Name);
                CopyFile(Within(from, file.Name), Within(partial, file.Name));
            }

            if (manifest.Has(SealedKeysFile))
                SealedKeys.Open(
                    File.ReadAllBytes(Path.Combine(from, SealedKeysFile)), passphrase, new DataFolder(partial).Keys);
            if (Directory.Exists(spool)) Directory.Move(spool, to.Spool);
            return manifest;
        });
    }

    /// <summary>The file's path, which is within the folder.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    internal static string Within(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        var root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return path.StartsWith(root, StringComparison.Ordinal)
            ? path : throw new InvalidDataException($"'{name}' is not within {folder}.");
    }

    private static T Whole<T>(string target, Func<string, T> fill)
    {
        var partial = target.TrimEnd(Path.DirectorySeparatorChar) + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Private(partial);
        try
        {
            var made = fill(partial);
            Directory.Move(partial, target);
            return made;
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
    }

    /// <summary>By SQLite's own online backup: one moment of the database, whatever is written meanwhile.</summary>
    private static void Copy(string from, string to, string name, Action<string> working)
    {
        var path = Path.Combine(from, name);
        if (!File.Exists(path)) return;
        working(name);
        using var source = SqliteFile.OpenReadOnly(path);
        using var target = SqliteFile.Open(Path.Combine(to, name), SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
        // The copy comes in the journal mode of its original, with files beside it that nobody would copy.
        SqliteFile.Execute(target, "PRAGMA journal_mode = DELETE");
    }

    private static void CopyFiles(string from, string to, Action<string> working)
    {
        if (!Directory.Exists(from)) return;
        foreach (var name in FilesIn(from).Where(name => !IsLeft(name)))
        {
            working(name);
            try
            {
                CopyFile(Path.Combine(from, name), Path.Combine(to, name));
            }
            catch (FileNotFoundException)
            {
                // A running node has taken it away: what was in it is in the database that is copied, or in the next
                // backup.
            }
        }
    }

    private static bool IsLeft(string name) =>
        Left.Any(left => left.EndsWith('/') ? name.StartsWith(left, StringComparison.Ordinal) : name == left)
        || name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal)
        || name.EndsWith("-journal", StringComparison.Ordinal) || name.EndsWith(".new", StringComparison.Ordinal);

    private static void CopyFile(string from, string to)
    {
        Private(Path.GetDirectoryName(to)!);
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var target = new FileStream(to, options);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static void Private(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static IEnumerable<string> FilesIn(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
