using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Audit;

/// <summary>Who acts: the person, and by what.</summary>
/// <param name="Person">The person behind it (<see cref="StaffPerson"/>): what two-person rules compare.</param>
/// <param name="Roles">The roles held at that moment.</param>
/// <param name="Via"><c>console</c>, <c>api</c>, <c>command</c> or <c>floodgate</c> (the program itself).</param>
/// <param name="Key">The id of the API key, if it was one.</param>
/// <param name="From">The network it came from, cut to /24 or /48; null when there was none.</param>
internal sealed record Who(string Person, IReadOnlyList<string> Roles, string Via, string? Key, string? From)
{
    /// <summary>What the program does by itself.</summary>
    public static Who Floodgate { get; } = new("floodgate", [], "floodgate", null, null);

    /// <summary>Whoever has a shell on the machine: the operating system's account.</summary>
    public static Who AtTheMachine { get; } = new("shell:" + Environment.UserName, [], "command", null, null);

    /// <summary>The name without the mark of a key.</summary>
    [JsonIgnore]
    public string Name => StaffPerson.HolderOf(Person);

    public static Who Of(HttpContext context) => Of(context.User, NetworkOf(context.Connection.RemoteIpAddress));

    /// <param name="user">As authenticated.</param>
    /// <param name="from">The network, when it is known.</param>
    public static Who Of(ClaimsPrincipal user, string? from = null)
    {
        var key = user.FindFirst(ApiKeyScheme.KeyIdClaim)?.Value;
        string[] roles = [.. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)];
        return new Who(StaffPerson.Of(user), roles, key is null ? "console" : "api", key, from);
    }

    public bool HasOneOf(IEnumerable<string> roles) =>
        Roles.Contains(Access.Roles.Admin) || roles.Any(Roles.Contains);

    /// <summary>
    /// The one two-person check: whether this is known to be somebody else than <paramref name="first"/>.
    /// </summary>
    public bool IsSecondTo(string first) => StaffPerson.AreTwo(first, Person);

    /// <summary>Enough to see whether an act came from the office; not a person's address.</summary>
    internal static string? NetworkOf(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[3] = 0;
            return $"{new IPAddress(bytes)}/24";
        }

        bytes.AsSpan(6).Clear();
        return $"{new IPAddress(bytes)}/48";
    }
}
