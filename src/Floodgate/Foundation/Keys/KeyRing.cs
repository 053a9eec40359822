using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Floodgate.Foundation.Keys;

/// <summary>What a key is for. Distinct purposes never share key material.</summary>
internal enum KeyPurpose { Person, Ticket, Pass, Code, ApiKey, Acknowledge, Calendar, OfflineVoucher, TillQuota }

/// <summary>
/// One key: <paramref name="Id"/> travels in what it signs, <paramref name="Secret"/> (32 bytes) never does.
/// </summary>
internal sealed record Key(KeyPurpose Purpose, byte Id, byte[] Secret, DateTimeOffset CreatedAt)
{
    // An instance kept a thread costs 0.5 microseconds a code, the one-shot call 1.3: this is on the way of every
    // claim.
    [ThreadStatic]
    private static Dictionary<object, HMACSHA256>? s_macs;

    /// <summary>HMAC-SHA256 of the content under this key.</summary>
    /// <param name="content">What is authenticated.</param>
    /// <param name="mac">32 bytes.</param>
    public void Mac(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        var macs = s_macs ??= new Dictionary<object, HMACSHA256>(ReferenceEqualityComparer.Instance);
        if (!macs.TryGetValue(this, out var own)) macs[this] = own = new HMACSHA256(Secret);
        if (!own.TryComputeHash(content, mac, out _)) throw new ArgumentException("32 bytes are needed", nameof(mac));
    }
}

/// <summary>
/// The node's keys, in one file outside every database (mode 0600), part of the backup. Person, code and
/// API-key keys never rotate by themselves; ticket and pass keys do, and retired ones stay readable so that what
/// they signed lives out its time. Nodes of one cluster have the same ring.
/// </summary>
internal sealed class KeyRing
{
    private const int KeysPerPurposeMax = 200;

    /// <summary>How many renewals another node may be ahead: it was up while this one was down.</summary>
    private const int AheadMax = 8;
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(KeyPurpose, byte), Key> _ahead = new();
    private volatile Key[] _keys;

    private KeyRing(string path, Key[] keys) => (_path, _keys) = (path, keys);

    /// <summary>Opens the ring in <paramref name="directory"/>, or creates it with fresh random keys.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not a key ring; it is never
    /// replaced.</exception>
    public static KeyRing Open(string directory, TimeProvider clock)
    {
        var path = Path.Combine(directory, "keys.json");
        if (File.Exists(path)) return new KeyRing(path, Read(path)).Complete(clock);
        Directory.CreateDirectory(directory);
        var keys = Enum.GetValues<KeyPurpose>().Select(purpose => Fresh(purpose, 1, clock)).ToArray();
        var ring = new KeyRing(path, keys);
        try
        {
            ring.Save(replace: false);
            return ring;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made one at the same moment: there is one ring, and it is the one in the file.
            return new KeyRing(path, Read(path)).Complete(clock);
        }
    }

    /// <summary>
    /// A ring from before these purposes were thought of gets keys for them. A person, code or API-key key that is
    /// missing stays missing: a fresh one would only hide that the old is lost.
    /// </summary>
    private KeyRing Complete(TimeProvider clock)
    {
        KeyPurpose[] later =
            [KeyPurpose.Acknowledge, KeyPurpose.Calendar, KeyPurpose.OfflineVoucher, KeyPurpose.TillQuota];
        var before = _keys;
        var missing = later.Where(purpose => before.All(key => key.Purpose != purpose)).ToArray();
        if (missing.Length == 0) return this;
        _keys = [.. before, .. missing.Select(purpose => Fresh(purpose, 1, clock))];
        Save(replace: true);
        return this;
    }

    /// <summary>The key that signs now: the newest of its purpose.</summary>
    public Key Current(KeyPurpose purpose)
    {
        var keys = _keys;
        for (var i = keys.Length - 1; i >= 0; i--)
            if (keys[i].Purpose == purpose) return keys[i];
        throw new InvalidDataException($"{_path}: no key for {purpose}");
    }

    /// <summary>
    /// The key named by something signed earlier, or by another node that has gone on to the next one; null if this
    /// ring never had it.
    /// </summary>
    public Key? Find(KeyPurpose purpose, byte id)
    {
        foreach (var key in _keys)
            if (key.Purpose == purpose && key.Id == id) return key;
        if (purpose is not (KeyPurpose.Pass or KeyPurpose.Ticket)) return null;
        var last = Current(purpose);
        if (id <= last.Id || id > last.Id + AheadMax) return null;
        return _ahead.GetOrAdd((purpose, id), static (named, from) =>
        {
            var key = from;
            while (key.Id < named.Item2) key = Following(key, key.CreatedAt);
            return key;
        }, last);
    }

    /// <summary>Every key of a purpose, the newest first: what somebody presents may be of any.</summary>
    public IEnumerable<Key> AllOf(KeyPurpose purpose)
    {
        var keys = _keys;
        for (var i = keys.Length - 1; i >= 0; i--)
            if (keys[i].Purpose == purpose) yield return keys[i];
    }

    /// <summary>
    /// Adds a new random signing key; the ones before stay for checking. Durable before it signs anything.
    /// </summary>
    public Key Rotate(KeyPurpose purpose, TimeProvider clock) =>
        Add(purpose, last => Fresh(purpose, (byte)(last.Id + 1), clock));

    /// <summary>
    /// Goes on to the key that follows from the last one, and is as old as that plus a period: every node that has the
    /// ring comes to the same keys by itself, at the same time, and knows them before anybody signs with them.
    /// </summary>
    public Key Advance(KeyPurpose purpose, TimeSpan period) =>
        Add(purpose, last => Following(last, last.CreatedAt + period));

    /// <summary>
    /// What tells one key from another and nothing else of it: 16 bytes by which nodes see whether theirs are the same.
    /// </summary>
    public IReadOnlyList<(KeyPurpose Purpose, byte Id, byte[] Fingerprint)> Fingerprints() =>
    [
        .. _keys.Select(key => (key.Purpose, key.Id,
            HMACSHA256.HashData(key.Secret, "floodgate key fingerprint"u8)[..16])),
    ];

    private Key Add(KeyPurpose purpose, Func<Key, Key> make)
    {
        lock (_gate)
        {
            var last = Current(purpose);
            if (last.Id >= KeysPerPurposeMax) throw new InvalidOperationException($"{purpose}: no key id is left");
            var next = make(last);
            var before = _keys;
            _keys = [.. before, next];
            try
            {
                Save(replace: true);
            }
            catch
            {
                _keys = before;
                throw;
            }

            return next;
        }
    }

    private static Key Following(Key last, DateTimeOffset at)
    {
        var id = (byte)(last.Id + 1);
        var secret = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, last.Secret, 32, info: Encoding.ASCII.GetBytes($"next {last.Purpose} {id}"));
        return new Key(last.Purpose, id, secret, at);
    }

    private static Key Fresh(KeyPurpose purpose, byte id, TimeProvider clock) =>
        new(purpose, id, RandomNumberGenerator.GetBytes(32), clock.GetUtcNow());

    private static Key[] Read(string path)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<Key[]>(File.ReadAllBytes(path)) ?? [];
            if (keys.Any(key => key is not { Secret.Length: 32 }))
                throw new InvalidDataException($"{path}: a key is not 32 bytes");
            return keys;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is not a key ring: {fault.Message}", fault);
        }
    }

    private void Save(bool replace)
    {
        var temporary = $"{_path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                JsonSerializer.Serialize(file, _keys);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: replace);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
