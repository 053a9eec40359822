using System.Data.Common;
using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>What the faces of this slice have in common: who may write, and a storage that may be away.</summary>
internal static class RecordFace
{
    /// <summary>Who may write; closing a review is the commander's.</summary>
    public static readonly string[] Editors = [Roles.Responder, Roles.Operator, Roles.Commander, Roles.Admin];

    public static readonly string[] Closers = [Roles.Commander, Roles.Admin];

    public static readonly BilingualText NotAllowed = new(
        "您的角色不能这样做，什么都没有改变。请由应急响应、操作员或指挥来做。",
        "Your role may not do this; nothing was changed. Ask a responder, an operator or a commander.");

    public static readonly BilingualText Changed = new(
        "您打开之后别人已经修改，没有保存。请复制您写的文字，重新打开，再合并。",
        "Somebody else changed it after you opened it; nothing was saved. Copy what you wrote, open it again, merge.");

    public static bool Has(this ClaimsPrincipal user, string[] roles) =>
        user.Identity?.IsAuthenticated == true && roles.Any(role => user.HasClaim(ClaimTypes.Role, role));

    public static string NameOf(ClaimsPrincipal user) =>
        StaffPerson.Of(user);

    public static async Task<Looked<T>> LookAsync<T>(ILogger log, Func<Task<T?>> look)
        where T : class
    {
        try
        {
            return new Looked<T>(await look(), null);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            ReviewsLog.StorageFailed(log, fault.Message);
            return new Looked<T>(null, Refusals.RecordsUnavailable.InWords());
        }
    }

    /// <summary>Null: it was done.</summary>
    public static async Task<BilingualText?> ActAsync(
        ILogger log, ClaimsPrincipal user, string[] roles, Func<string, Task<BilingualText?>> act)
    {
        if (!user.Has(roles)) return NotAllowed;
        try
        {
            return await act(NameOf(user));
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            ReviewsLog.StorageFailed(log, fault.Message);
            return Refusals.RecordsUnavailable.InWords();
        }
    }
}
