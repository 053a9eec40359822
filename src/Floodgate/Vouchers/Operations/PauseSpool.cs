using System.Collections.Concurrent;
using System.Text.Json;
using Floodgate.Campaigns;
using Floodgate.Storage;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// Pauses that are not in every book yet, one small file each, in a folder of their own outside the data folder: a
/// pause
/// decided while the store was away survives the node's death.
/// </summary>
internal sealed class PauseSpool
{
    private readonly string _folder;
    private readonly Ballast _ballast;
    private readonly ILogger<PauseSpool> _log;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Campaign, string Key), Pause> _kept = new();

    public PauseSpool(string folder, Ballast ballast, ILogger<PauseSpool> log)
    {
        (_folder, _ballast, _log) = (folder, ballast, log);
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.GetFiles(folder, "*.pause")) Read(file);
    }

    public IReadOnlyList<(string Campaign, Pause Pause)> All =>
        [.. _kept.Select(entry => (entry.Key.Campaign, entry.Value))];

    /// <summary>The newest spooled pause of that key; null when none is.</summary>
    public Pause? Find(string campaign, string key) => _kept.GetValueOrDefault((campaign, key));

    public IEnumerable<Pause> Of(string campaign) =>
        _kept.Where(entry => entry.Key.Campaign == campaign).Select(entry => entry.Value);

    /// <summary>
    /// On disk before it returns; when the disk refuses even with the ballast given up, kept in memory and said.
    /// </summary>
    public void Keep(string campaign, Pause pause)
    {
        lock (_gate) KeepLocked(campaign, pause);
    }

    private void KeepLocked(string campaign, Pause pause)
    {
        _kept[(campaign, pause.Key)] = pause;
        try
        {
            Write(campaign, pause);
        }
        catch (IOException)
        {
            _ballast.GiveUp();
            try
            {
                Write(campaign, pause);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                StorageLog.BackgroundFailed(_log, "spooling a pause", fault.Message);
            }
        }
        catch (UnauthorizedAccessException fault)
        {
            StorageLog.BackgroundFailed(_log, "spooling a pause", fault.Message);
        }
    }

    /// <summary>Forgets this very pause: one that has replaced it under the same key stays.</summary>
    public void Forget(string campaign, Pause pause)
    {
        lock (_gate)
        {
            if (!_kept.TryRemove(new((campaign, pause.Key), pause))) return;
            try
            {
                File.Delete(PathOf(campaign, pause.Key));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                StorageLog.BackgroundFailed(_log, "forgetting a spooled pause", fault.Message);
            }
        }
    }

    private void Read(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var end = Array.IndexOf(bytes, (byte)'\n');
            if (end < 1) throw new InvalidDataException("no campaign line");
            var pause = Pause.FromJson(bytes.AsSpan(end + 1));
            _kept[(System.Text.Encoding.UTF8.GetString(bytes, 0, end), pause.Key)] = pause;
        }
        catch (Exception fault) when (
            fault is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            StorageLog.BackgroundFailed(_log, $"reading the spooled pause {Path.GetFileName(file)}", fault.Message);
        }
    }

    private void Write(string campaign, Pause pause)
    {
        Directory.CreateDirectory(_folder);
        var path = PathOf(campaign, pause.Key);
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(campaign + "\n"));
            file.Write(pause.ToJson());
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private string PathOf(string campaign, string key)
    {
        var name = System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(campaign + "\n" + key));
        return Path.Combine(_folder, Convert.ToHexStringLower(name.AsSpan(0, 16)) + ".pause");
    }
}
