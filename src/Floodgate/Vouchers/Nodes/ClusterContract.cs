using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Vouchers.Nodes.Face;

namespace Floodgate.Vouchers.Nodes;

/// <summary>Why a node is cordoned, drained or taken back; kept in the audit trail.</summary>
internal sealed record NodeOrderBody(string Reason);

/// <summary>What a node is from now on; <paramref name="Untold"/> nodes hear of it within a second.</summary>
internal sealed record NodeStateBody(string Node, string State, string[] Untold);

[JsonSerializable(typeof(ClusterReading))]
[JsonSerializable(typeof(NodeStateBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ZuluTime)])]
internal sealed partial class ClusterJson : JsonSerializerContext;

[JsonSerializable(typeof(NodeOrderBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    MaxDepth = 4)]
internal sealed partial class ClusterBodies : JsonSerializerContext;

/// <summary>What the operations on the cluster look like from outside.</summary>
internal static class ClusterContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    public static readonly ApiOperation Read =
        Staff("Cluster", new("节点、账本和最近的搬移", "The nodes, their books and the last moves")) with
        {
            Answers = [new(200, typeof(ClusterReading))],
            Refusals = StaffRefusals,
        };

    public static readonly ApiOperation Cordon =
        Order("CordonNode", new("让节点不再持有账本", "Have a node keep no books; it goes on answering"));

    public static readonly ApiOperation Uncordon =
        Order("UncordonNode", new("让节点恢复服务", "Have a node serve again"));

    public static readonly ApiOperation Drain =
        Order("DrainNode", new("让节点退出：没有账本，也没有新请求", "Have a node keep no books and get no new requests"));

    private static ApiOperation Order(string name, BilingualText summary) => Staff(name, summary) with
    {
        Body = typeof(NodeOrderBody),
        Answers = [new(200, typeof(NodeStateBody))],
        Refusals =
        [
            .. StaffRefusals, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown,
            Refusals.MemberDuplicate, Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
            Refusals.UnknownNode, Refusals.NodeLast, Refusals.NodeSilent,
        ],
    };

    private static ApiOperation Staff(string name, BilingualText summary) => new(name, "Operations", summary)
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
    };
}
