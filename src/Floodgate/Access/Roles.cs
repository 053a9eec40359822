using Floodgate.Foundation;

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

    /// <summary>The roles a person's account can have: all but <see cref="Till"/>.</summary>
    public static IReadOnlyList<string> OfPeople { get; } = [.. All.Where(role => role != Till)];

    /// <summary>What people call a role; one not known here is called by its id.</summary>
    public static BilingualText Name(string role) => role switch
    {
        Admin => new("管理员", "Administrator"),
        Operator => new("操作员", "Operator"),
        Commander => new("指挥", "Commander"),
        Responder => new("应急响应", "Responder"),
        Service => new("客服", "Customer service"),
        Security => new("安全", "Security"),
        Logistics => new("物流", "Logistics"),
        Finance => new("财务", "Finance"),
        Auditor => new("审计", "Auditor"),
        Till => new("收银终端", "Till"),
        _ => new(role, role),
    };
}
