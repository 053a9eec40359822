namespace Floodgate.Access.Staff;

/// <summary>A change of an account or a setup link that stands.</summary>
/// <param name="Actor">The administrator, or the new account itself.</param>
/// <param name="Roles">The actor's roles.</param>
/// <param name="What">One word.</param>
/// <param name="Account">The account's name, or the link's id.</param>
/// <param name="Before">The role before, where it is about a role.</param>
/// <param name="After">The role after.</param>
internal sealed record StaffChange(
    string Actor, IReadOnlyList<string> Roles, string What, string Account, string? Before = null,
    string? After = null);

/// <summary>Whoever keeps the audit is told here of changes of accounts; Access itself stands below it.</summary>
internal sealed class StaffWitness
{
    public Action<StaffChange> Tell { get; set; } = static _ => { };
}
