using System.Text.RegularExpressions;
using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Audit.Requests;
using Floodgate.Audit.Trail;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>Nothing staff change goes past the trail.</summary>
[Collection(HttpCollection.Name)]
public sealed partial class AuditCoverageTests(Server server)
{
    /// <summary>Staff endpoints that take a body and are not audited by their address; each says why.</summary>
    private static readonly string[] Unaudited =
    [
        "/api/v1/ops/approvals/{approval}/approve", "/api/v1/ops/approvals/{approval}/refuse",
        "/api/v1/ops/approvals/{approval}/withdraw", "/api/v1/ops/desk/lookups", "/api/v1/ops/desk/tallies",
        "/api/v1/ops/plans/check",
    ];

    private IEnumerable<RouteEndpoint> Changing => server.Endpoints.SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>().Where(AuditedEndpoints.ChangesThings);

    [Fact]
    public void EveryEndpointThatChangesSomething_IsAudited_OrIsNotStaffs_OrSaysWhyNot()
    {
        var silent = Changing.Where(endpoint => AuditedEndpoints.ActOf(endpoint) is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<UnauditedAttribute>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<CitizenEndpointAttribute>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<PublicEndpointAttribute>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<TillEndpointAttribute>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Empty(silent);
        var marked = Changing.Select(endpoint => (endpoint.RoutePattern.RawText,
            endpoint.Metadata.GetMetadata<UnauditedAttribute>()?.Why)).Where(one => one.Why is not null).ToArray();
        Assert.All(marked, one => Assert.NotEmpty(one.Why!));
        Assert.Equal(Unaudited, marked.Select(one => one.RawText).Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Each is really called, with nothing good in it: the attempt is in the trail with how it came out.
    /// </summary>
    [Fact]
    public async Task EveryAuditedEndpoint_Called_LeavesAnEntryThatItBeganAndOneHowItEnded()
    {
        var admin = await server.KeyAsync(Roles.Admin);
        var trail = server.Services.GetRequiredService<AuditTrail>();
        var audited = Changing.Select(endpoint => (Endpoint: endpoint, Act: AuditedEndpoints.ActOf(endpoint)))
            .Where(one => one.Act is not null)
            // A person's own second factor asks for their session, which a key is not.
            .Where(one => one.Endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToArray();
        Assert.True(audited.Length > 15, $"only {audited.Length} endpoints are audited");
        foreach (var (endpoint, act) in audited)
        {
            var before = trail.Entries;
            var path = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "none");
            var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
            var answer = await server.SendAsync(new HttpMethod(method), path, admin, """{"nothing":1}""");
            Assert.NotEqual(503, answer.Status);
            var left = TrailReader.NewestFirst(trail.Folder, long.MaxValue)
                .TakeWhile(entry => entry.Number > before).Where(entry => entry.What == act).ToArray();
            var ended = Assert.Single(left, entry => entry.Of is not null);
            Assert.Contains(left, entry => entry.Number == ended.Of && entry.Outcome == AuditOutcome.Begun);
            Assert.Equal("key:test", ended.Who.Person);
            Assert.NotNull(ended.Who.Key);
            Assert.Equal("127.0.0.0/24", ended.Who.From);
            if (answer.Status >= 400) Assert.Contains(ended.Code, (string?[])[answer.Code, $"status-{answer.Status}"]);
        }
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
