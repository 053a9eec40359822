using Floodgate.Foundation.Description;
using Microsoft.OpenApi;

namespace Floodgate.Host;

/// <summary>The credentials of the interface as OpenAPI security schemes.</summary>
internal static class ContractCredentials
{
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var credential in Enum.GetValues<Credential>())
            document.AddComponent(NameOf(credential), Scheme(credential));
    }

    /// <summary>One requirement a credential: any of them will do.</summary>
    public static List<OpenApiSecurityRequirement> Of(ApiOperation operation, OpenApiDocument document) =>
        [.. operation.Credentials.Select(credential => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(NameOf(credential), document)] = [],
        })];

    private static string NameOf(Credential credential) =>
        char.ToLowerInvariant(credential.ToString()[0]) + credential.ToString()[1..];

    private static IOpenApiSecurityScheme Scheme(Credential credential) => credential switch
    {
        Credential.CitizenToken => Bearer("JWT", "A JWT of the organiser's identity provider."),
        Credential.Ticket => Bearer("fgt_…", "A ticket, from taking a place."),
        Credential.Pass => Bearer("fgp_…", "A pass, from a ticket that is admitted; good for ten minutes at most."),
        Credential.ApiKey => Bearer("fgk_…", "A staff or till API key with a role."),
        Credential.StaffSession => new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "fg_session",
            Description = "A signed-in member of staff.",
        },
        _ => throw new InvalidOperationException($"{credential} is not known here"),
    };

    private static OpenApiSecurityScheme Bearer(string format, string meaning) => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = format,
        Description = meaning,
    };
}
