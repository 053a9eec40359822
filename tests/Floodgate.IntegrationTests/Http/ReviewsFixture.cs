using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>A node with named people and with timelines of the past beside those of its own room.</summary>
public sealed class ReviewsFixture : IAsyncLifetime
{
    private readonly Dictionary<string, IReadOnlyList<Entry>> _told = new(StringComparer.Ordinal);
    private int _incidents;

    public Server Server { get; } = new();

    public string Anna { get; private set; } = "";

    public string Ben { get; private set; } = "";

    public string Auditor { get; private set; } = "";

    internal ReviewSources Sources => Server.Services.GetRequiredService<ReviewSources>();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        Anna = await KeyAsync(Roles.Responder, "anna");
        Ben = await KeyAsync(Roles.Commander, "ben");
        Auditor = await KeyAsync(Roles.Auditor, "clara");
        var (entries, incidents) = (Sources.Entries, Sources.Incidents);
        Sources.Entries = id => _told.TryGetValue(id, out var told) ? Task.FromResult(told) : entries(id);
        Sources.Incidents = async () => [.. await incidents(), .. _told.Select(pair => Head(pair.Key, pair.Value))];
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    /// <summary>A key whose holder has this name: two keys of one name are one person.</summary>
    public async Task<string> KeyAsync(string role, string name)
    {
        await using var db = await Server.DatabaseAsync();
        var made = await ApiKeyBook.CreateAsync(
            db, Server.Services.GetRequiredService<KeyRing>(), new AccessOptions(), new ApiKeyRequest(role, name, null),
            Server.Now);
        var key = Assert.IsType<ApiKeyCreation.Created>(made).Key.ToString();
        await Server.UntilKnownAsync(key);
        return key;
    }

    /// <summary>An incident that was resolved so many hours ago; answers its id.</summary>
    internal string Tell(int hoursAgo = 1, string risk = "system-failure")
    {
        var id = $"told-{Interlocked.Increment(ref _incidents)}";
        var began = Server.Now.AddHours(-hoursAgo).AddMinutes(-30);
        BilingualText text = new("存储中断", "storage lost");
        Fact[] facts =
        [
            new Opened(risk, null, null, ResponseLevel.II, text, text, "default@0", began, []),
            new PageStarted("tech", ResponseLevel.II), new PageStepped("tech", 0, ["li"]),
            new SendBegun("m", "tech", "li", 0, 0), new SendEnded("m", "451 refused"),
            new SendBegun("n", "tech", "li", 0, 1), new SendEnded("n", null), new Acknowledged("li", "link"),
            new Resolved("space was freed"),
        ];
        _told[id] =
        [
            .. facts.Select((fact, i) => new Entry(
                "server", i + 1, began.AddSeconds(fact is Resolved ? 1800 : i + 1), id, "plan", fact)),
        ];
        return id;
    }

    private static IncidentHead Head(string id, IReadOnlyList<Entry> entries)
    {
        var opened = (Opened)entries[0].Fact;
        return new IncidentHead(id, opened.Title, opened.Level, Phase.Resolved, entries[0].At, entries[^1].At);
    }
}

/// <summary>All classes that share this node.</summary>
[CollectionDefinition(Name)]
public sealed class ReviewsCollection : ICollectionFixture<ReviewsFixture>
{
    public const string Name = "reviews";
}
