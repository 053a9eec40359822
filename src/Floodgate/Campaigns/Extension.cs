using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>
/// Validity given back: vouchers claimed before one moment and still valid at another are good for so much longer. A
/// rule and not a list: one event a book, however many vouchers it concerns, and never taken back.
/// </summary>
/// <param name="Run">Who asked, once: the same run is journalled once.</param>
/// <param name="Batch">The batch's place; null: all.</param>
/// <param name="AddMicros">How much longer.</param>
/// <param name="AfterMicros">Only what was valid beyond this (Unix time): the loss began then.</param>
/// <param name="BeforeMicros">Only what was claimed before this: the loss was over then.</param>
/// <param name="Reason">What holders read.</param>
internal sealed record Extension(
    string Run, int? Batch, long AddMicros, long AfterMicros, long BeforeMicros, BilingualText Reason, string Actor,
    DateTimeOffset At)
{
    public const int RunMax = 200;
    public const long AddMicrosMax = 366L * 86_400 * 1_000_000;

    /// <summary>Extensions of one campaign; beyond, something is wrong with whoever asks.</summary>
    public const int CampaignMax = 100;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ExtensionJson.Default.Extension);

    /// <exception cref="InvalidDataException">It is no extension.</exception>
    public static Extension FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var read = JsonSerializer.Deserialize(json, ExtensionJson.Default.Extension);
            return read is { Run.Length: > 0, AddMicros: > 0 and <= AddMicrosMax }
                ? read : throw new InvalidDataException("an extension says nothing");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"an extension cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Whether it is for this voucher, good until then without it.</summary>
    public bool Covers(int batch, long claimedMicros, long untilMicros) =>
        (Batch is null || Batch == batch) && claimedMicros < BeforeMicros && untilMicros > AfterMicros;
}

[JsonSerializable(typeof(Extension))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ExtensionJson : JsonSerializerContext;

/// <summary>The extensions of one campaign in the order they were journalled; immutable.</summary>
internal sealed class ExtensionList
{
    private readonly Extension[] _all;

    private ExtensionList(Extension[] all) => _all = all;

    public static ExtensionList None { get; } = new([]);

    public IReadOnlyList<Extension> All => _all;

    public int Count => _all.Length;

    public ExtensionList With(Extension extension) => new([.. _all, extension]);

    /// <summary>The number, from 1, of the extension this run made; 0: none yet.</summary>
    public int NumberOf(string run) => Array.FindIndex(_all, one => one.Run == run) + 1;

    /// <summary>Until when a voucher is good with all that was given, and the last that was given to it.</summary>
    public (long UntilMicros, Extension? Last) Until(long untilMicros, int batch, long claimedMicros)
    {
        Extension? last = null;
        foreach (var one in _all)
        {
            if (!one.Covers(batch, claimedMicros, untilMicros)) continue;
            untilMicros += one.AddMicros;
            last = one;
        }

        return (untilMicros, last);
    }
}
