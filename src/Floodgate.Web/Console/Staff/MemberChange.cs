namespace Floodgate.Web.Console.Staff;

/// <summary>What an administrator asks to be done with an account.</summary>
public abstract record MemberChange
{
    public sealed record Role(string To) : MemberChange;

    public sealed record Lock : MemberChange;

    public sealed record Unlock : MemberChange;

    public sealed record EndSessions : MemberChange;
}
