using System.Text.Json.Nodes;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Floodgate.Host;

/// <summary>
/// Makes the OpenAPI document from the <see cref="ApiOperation"/>s that the slices put on their endpoints.
/// </summary>
internal sealed class ContractDocument(EndpointDataSource endpoints) : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        ContractCredentials.AddTo(document);
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiOperation>() is not { } operation) continue;
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (!document.Paths.TryGetValue(path, out var item)) document.Paths.Add(path, item = new OpenApiPathItem());
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            ((OpenApiPathItem)item).AddOperation(
                new HttpMethod(method), await DescribeAsync(document, context, endpoint, operation, cancellationToken));
        }
    }

    private static async Task<OpenApiOperation> DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, RouteEndpoint endpoint,
        ApiOperation operation,
        CancellationToken cancel)
    {
        var described = new OpenApiOperation
        {
            OperationId = operation.Name,
            Summary = $"{operation.Summary.Zh} / {operation.Summary.En}",
            Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, document) },
            Parameters = [.. Parameters(endpoint, operation)],
            Responses = [],
            Security = ContractCredentials.Of(operation, document),
        };
        if (operation.Body is { } body)
        {
            described.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = Content(operation.BodyMediaType, await SchemaAsync(document, context, body, cancel)),
            };
        }

        foreach (var answer in operation.Answers)
        {
            described.Responses.Add(Text(answer.Status), new OpenApiResponse
            {
                Description = Meaning(answer.Status),
                Headers = answer.Headers.ToDictionary(name => name, IOpenApiHeader (_) =>
                    new OpenApiHeader { Schema = Plain() }),
                Content = answer.Body is null ? null
                    : Content(answer.MediaType, await SchemaAsync(document, context, answer.Body, cancel)),
            });
        }

        var problem = await SchemaAsync(document, context, typeof(ProblemBody), cancel);
        foreach (var refusals in operation.Refusals.GroupBy(refusal => refusal.Status).OrderBy(group => group.Key))
            described.Responses.Add(Text(refusals.Key), Refused([.. refusals], problem));
        return described;
    }

    private static OpenApiResponse Refused(Refusal[] refusals, IOpenApiSchema problem) => new()
    {
        Description = string.Join('\n',
            refusals.Select(refusal => $"- `{refusal.Code}`: {refusal.Happened.En} {refusal.Happened.Zh}")),
        Content = Content(Problem.ContentType, problem),
        Extensions = new Dictionary<string, IOpenApiExtension>
        {
            ["x-codes"] = new JsonNodeExtension(new JsonArray([.. refusals.Select(refusal => (JsonNode)refusal.Code)])),
        },
    };

    private static IEnumerable<IOpenApiParameter> Parameters(RouteEndpoint endpoint, ApiOperation operation)
    {
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Path,
                Required = true,
                Schema = Plain(),
            };
        }

        foreach (var header in operation.Headers)
        {
            yield return new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = header.Required,
                Description = header.Meaning,
                Schema = Plain(),
            };
        }
    }

    /// <summary>Each type stands once among the components, under its name.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, Type type, CancellationToken cancel)
    {
        if (type == typeof(string)) return Plain();
        var name = type.Name.EndsWith("Body", StringComparison.Ordinal) ? type.Name[..^"Body".Length] : type.Name;
        if (document.Components?.Schemas?.ContainsKey(name) != true)
            document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, cancel));
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema Plain() => new() { Type = JsonSchemaType.String };

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, IOpenApiSchema schema) =>
        new() { [mediaType] = new OpenApiMediaType { Schema = schema } };

    private static string Meaning(int status) => status switch
    {
        200 => "OK",
        201 => "Created",
        304 => "Not modified",
        _ => Text(status),
    };

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
