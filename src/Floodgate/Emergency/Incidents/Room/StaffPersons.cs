using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Which person of the contacts acts: the one with that account, or with the name of that key, as in-app address.
/// Somebody's own key is that somebody; a key without an owner that no contact names stays a key.
/// </summary>
internal sealed class StaffPersons(Func<ContactBook> contacts)
{
    public Person Of(ClaimsPrincipal user, string via)
    {
        var behind = StaffPerson.Of(user);
        var account = StaffPerson.HolderOf(behind);
        var contact = contacts().People.FirstOrDefault(person => person.Channels.Any(channel =>
            channel.Kind == ChannelKind.InApp && channel.Address == account));
        return new Person(contact?.Id ?? behind, RolesOf(user), via);
    }

    private static HashSet<string> RolesOf(ClaimsPrincipal user) => [.. user.Claims
        .Where(claim => claim.Type is ClaimTypes.Role or "role").Select(claim => claim.Value)];
}
