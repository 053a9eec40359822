using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Floodgate.Host.Cluster;

/// <summary>
/// This node in a cluster. Section <c>Floodgate:Cluster</c> of the configuration. Nodes of one cluster share the
/// database; nothing else has to be told where the others are.
/// </summary>
public sealed class ClusterOptions : IValidatableObject
{
    /// <summary>Names the cluster; two that share a database by mistake do not mix.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; set; } = "floodgate";

    /// <summary>This node's name, of its own in the cluster: seen in console, logs and beside its books.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Node { get; set; } = "";

    /// <summary>The address at which the other nodes reach this one.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port for the other nodes. Never for the public.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 11_111;

    /// <summary>PEM file with this node's certificate, for serving and for calling.</summary>
    [Required]
    public string Certificate { get; set; } = "";

    /// <summary>PEM file with its private key, readable by this node alone.</summary>
    [Required]
    public string CertificateKey { get; set; } = "";

    /// <summary>PEM file with the cluster's own authority: whoever it did not sign is not let in.</summary>
    [Required]
    public string Authority { get; set; } = "";

    /// <summary>How long a node may be silent before another asks for it by name.</summary>
    [Range(200, 10_000)]
    public int ProbeMilliseconds { get; set; } = 1_000;

    /// <summary>Silent probes in a row before a node is held to be dead.</summary>
    [Range(2, 10)]
    public int ProbesMissedMax { get; set; } = 3;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
            yield return new ValidationResult(
                $"Floodgate:Cluster:Address '{Address}' is not an IP address", [nameof(Address)]);
        foreach (var (name, file) in new[]
            {
                (nameof(Certificate), Certificate), (nameof(CertificateKey), CertificateKey),
                (nameof(Authority), Authority),
            })
            if (!File.Exists(file))
                yield return new ValidationResult(
                    $"Floodgate:Cluster:{name}: there is no file '{file}'. " +
                    "`floodgate node certificates` makes what a cluster needs.", [name]);
    }
}
