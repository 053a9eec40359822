using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The addresses outside that runbooks may call. Section <c>Floodgate:Webhooks</c>; a plan names an endpoint and can
/// call nothing else.
/// </summary>
public sealed class WebhooksOptions
{
    /// <summary>By the name that plans have for them; none: no plan can call anything.</summary>
    [MaxLength(50)]
    public IDictionary<string, WebhookEndpointOptions> Endpoints { get; } =
        new Dictionary<string, WebhookEndpointOptions>(StringComparer.Ordinal);

}

/// <summary>One address outside.</summary>
public sealed class WebhookEndpointOptions
{
    /// <summary>https; http on this machine only.</summary>
    [MaxLength(300)]
    public string Url { get; set; } = "";

    /// <summary>The name of the signing secret among the node's secrets.</summary>
    [RegularExpression("^[a-z0-9-]{0,64}$")]
    public string Secret { get; set; } = "";

    /// <summary>How long one call may take.</summary>
    [Range(1, 60)]
    public int TimeLimitSeconds { get; set; } = 10;

    /// <summary>The address may lie in a private network or on this machine.</summary>
    public bool AllowPrivate { get; set; }
}
