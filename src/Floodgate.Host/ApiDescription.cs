using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Scalar.AspNetCore;

namespace Floodgate.Host;

/// <summary>OpenAPI 3.1 at <c>/openapi/v1.json</c> and a browser for it at <c>/api</c>.</summary>
internal static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            // The operations say themselves what they are: see ContractDocument.
            options.ShouldInclude = static _ => false;
            options.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Floodgate";
                document.Info.Version = "1";
                document.Info.Description =
                    "Consumer vouchers for very large crowds. " +
                    "Refusals are RFC 9457 problem details with a stable `code`.";
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer<ContractDocument>();
        });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapGet("/problems/{code}", ShowProblem).Public("what a refusal means, for whoever follows its address");
        app.MapOpenApi("/openapi/v1.json").Public("the contract is public");
        app.MapScalarApiReference("/api", options =>
            options.WithTitle("Floodgate API").WithOpenApiRoutePattern("/openapi/v1.json"))
            .Public("the contract is public");
    }

    private static IResult ShowProblem(string code) =>
        ProblemPage.Html(code) is { } page ? Results.Text(page, ProblemPage.ContentType) : Results.NotFound();
}
