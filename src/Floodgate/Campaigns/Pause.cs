using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>What a pause covers.</summary>
public enum PauseScope { Campaign, Batch, Region, Merchant }

/// <summary>
/// A pause in force: what it covers, the promised return and what the public is told. <see cref="ResumesAt"/> is a
/// promise,
/// acted on only with <see cref="AutoResume"/>.
/// </summary>
public sealed record Pause(
    PauseScope Scope, string? Target, DateTimeOffset ResumesAt, bool AutoResume, BilingualText Notice,
    string Reason, string Actor, DateTimeOffset At)
{
    /// <summary>One pause a scope and target is in force; a second replaces the first.</summary>
    [JsonIgnore]
    public string Key => Scope == PauseScope.Campaign ? "campaign" : $"{Scope}:{Target}";

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PauseJson.Default.Pause);

    internal static Pause FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PauseJson.Default.Pause) ?? throw new InvalidDataException("a pause is empty");
}

[JsonSerializable(typeof(Pause))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class PauseJson : JsonSerializerContext;

/// <summary>The pauses in force in one campaign; immutable, replaced as a whole.</summary>
internal sealed class PauseSet
{
    private readonly Pause[] _pauses;

    private PauseSet(Pause[] pauses) => _pauses = pauses;

    public static PauseSet None { get; } = new([]);

    public IReadOnlyList<Pause> All => _pauses;

    /// <summary>A later one of the same key is in force: that of an earlier one is no news any more.</summary>
    public bool HasLater(Pause pause) => Array.Exists(_pauses, other => other.Key == pause.Key && other.At > pause.At);

    public PauseSet With(Pause pause) => new([.. _pauses.Where(other => other.Key != pause.Key), pause]);

    /// <summary>Without the pause of that key; null removes all.</summary>
    public PauseSet Without(string? key) => key is null ? None : new([.. _pauses.Where(other => other.Key != key)]);

    /// <summary>The pause of the whole campaign, if there is one: what its public phase shows.</summary>
    public Pause? OfCampaign => Array.Find(_pauses, pause => pause.Scope == PauseScope.Campaign);

    /// <summary>
    /// The pause that stops redemptions at a merchant's stores; null: they go on, whatever else is paused.
    /// </summary>
    public Pause? AtMerchant(string merchant) =>
        Array.Find(_pauses, pause => pause.Scope == PauseScope.Merchant && pause.Target == merchant);

    /// <summary>The pause that stops a claim of this batch by a person of this region; null: none does.</summary>
    public Pause? Stopping(string? batch, string? region)
    {
        foreach (var pause in _pauses)
        {
            var stops = pause.Scope switch
            {
                PauseScope.Campaign => true,
                PauseScope.Batch => pause.Target == batch,
                PauseScope.Region =>
                    region is not null && region.StartsWith(pause.Target ?? "", StringComparison.Ordinal),
                PauseScope.Merchant => false,
                _ => true,
            };
            if (stops) return pause;
        }

        return null;
    }
}
