using Floodgate.Audit.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Audit;

public sealed class RequestAuditTests : IDisposable
{
    private readonly AuditFolder _folder = new();
    private int _done;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Act_WhileTheTrailCannotBeWritten_IsNotDone_UnlessItProtectsPeople(bool urgent)
    {
        _folder.Trail.Dispose();
        Directory.Delete(_folder.Files, recursive: true);
        await File.WriteAllTextAsync(_folder.Files, "in the way");
        var context = await SendAsync("POST", urgent ? [new UrgentAttribute()] : []);
        Assert.Equal((urgent ? 200 : 503, urgent ? 1 : 0), (context.Response.StatusCode, _done));

        File.Delete(_folder.Files);
        Directory.CreateDirectory(_folder.Files);
        _folder.Trail.Tend();
        Assert.Equal(urgent ? ["Act:done"] : [], Told());
    }

    [Fact]
    public async Task Act_ThatBreaks_IsBegunAndFailed()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SendAsync("POST", [], _ => throw new InvalidOperationException("planted")));
        Assert.Equal(["Act:begun", "Act:failed"], Told());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Reading_LeavesNothing(string method)
    {
        await SendAsync(method, []);
        Assert.Equal(1, _done);
        Assert.Empty(_folder.Read());
    }

    [Fact]
    public async Task Act_SaysItsReasonAndItsDifference_WithoutPersonalData()
    {
        await SendAsync("PUT", [], context =>
        {
            var note = AuditNote.Of(context);
            (note.Reason, note.Approver) = ("asked by 13812345678", "ben");
            return Task.CompletedTask;
        });
        var ended = _folder.Read()[^1];
        Assert.Equal(("asked by 138******78", "ben", 1L), (ended.Reason, ended.Approver, ended.Of));
        Assert.Equal(("campaign/autumn", "autumn"), (ended.On, ended.Campaign));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Told() => [.. _folder.Read().Where(one => one.Checkpoint is null)
        .Select(one => $"{one.What}:{one.Outcome}")];

    private async Task<DefaultHttpContext> SendAsync(
        string method, object[] marks, RequestDelegate? work = null)
    {
        var context = new DefaultHttpContext();
        context.Request.RouteValues["campaign"] = "autumn";
        context.SetEndpoint(new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("Act"), 0,
            new EndpointMetadataCollection(
                [new HttpMethodMetadata([method]), new AuthorizeAttribute("operator"), .. marks]), "act"));
        await new RequestAudit(_folder.Trail, Options.Create(_folder.Options)).HandleAsync(context, work ?? (_ =>
        {
            _done++;
            return Task.CompletedTask;
        }));
        return context;
    }
}
