using System.Security.Claims;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>Which person of the contacts a staff account is: the one with that account as in-app address.</summary>
internal sealed class StaffPersons(Func<ContactBook> contacts)
{
    public Person Of(ClaimsPrincipal user, string via)
    {
        var account = user.Identity?.Name is { Length: > 0 } name ? name : "unnamed";
        var contact = contacts().People.FirstOrDefault(person => person.Channels.Any(channel =>
            channel.Kind == ChannelKind.InApp && channel.Address == account));
        return new Person(contact?.Id ?? account, RolesOf(user), via);
    }

    private static HashSet<string> RolesOf(ClaimsPrincipal user) => [.. user.Claims
        .Where(claim => claim.Type is ClaimTypes.Role or "role").Select(claim => claim.Value)];
}
