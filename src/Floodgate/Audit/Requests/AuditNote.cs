using Microsoft.AspNetCore.Http;

namespace Floodgate.Audit.Requests;

/// <summary>What an endpoint knows better than its address: set while it works, written when it answers.</summary>
internal sealed class AuditNote
{
    public string? On { get; set; }

    public string? Campaign { get; set; }

    public string? Reason { get; set; }

    public string? Approver { get; set; }

    public IReadOnlyList<Change>? Changes { get; set; }

    /// <summary>The note of this request; one that nobody reads where the request is not audited.</summary>
    public static AuditNote Of(HttpContext context) => context.Features.Get<AuditNote>() ?? new AuditNote();
}
