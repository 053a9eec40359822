namespace Floodgate.Access;

/// <summary>The roles of staff and machines. Each is also the name of the policy that asks for it.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string Operator = "operator";
    public const string Commander = "commander";
    public const string Responder = "responder";

    /// <summary>Customer service.</summary>
    public const string Service = "service";
    public const string Security = "security";
    public const string Logistics = "logistics";
    public const string Finance = "finance";
    public const string Auditor = "auditor";

    /// <summary>
    /// A till or a merchant's system, bound to a store; the one role <see cref="Admin"/> does not include.
    /// </summary>
    public const string Till = "till";

    /// <summary>A policy, not a role: whoever has any role but <see cref="Till"/>.</summary>
    public const string Staff = "staff";

    /// <summary>
    /// A policy, not a role: who may pause and resume (<see cref="Operator"/>, <see cref="Commander"/>).
    /// </summary>
    public const string Control = "control";

    public static IReadOnlyList<string> All { get; } =
        [Admin, Operator, Commander, Responder, Service, Security, Logistics, Finance, Auditor, Till];
}
