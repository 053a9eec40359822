using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Floodgate.Tests.Foundation;

public sealed class ConsoleEntranceTests
{
    /// <summary>Fault: a Host header that named the console's port opened it at the crowd's entrance.</summary>
    [Theory]
    [InlineData(5080, "console.example:5081", StatusCodes.Status404NotFound)]
    [InlineData(5081, "console.example", StatusCodes.Status204NoContent)]
    public async Task StaffEndpoint_IsReached_ByThePortOfTheConnectionOnly(int port, string host, int expected)
    {
        var app = new ApplicationBuilder(new NoServices());
        app.UseConsoleEntrance([5081]);
        app.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext { Request = { Host = new HostString(host) } };
        context.Connection.LocalPort = port;
        context.SetEndpoint(new Marked().OnlyAtConsole().Build());

        await app.Build()(context);

        Assert.Equal(expected, context.Response.StatusCode);
    }

    private sealed class Marked : IEndpointConventionBuilder
    {
        private readonly RouteEndpointBuilder _builder = new(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("/"), 0);

        public void Add(Action<EndpointBuilder> convention) => convention(_builder);

        public Endpoint Build() => _builder.Build();
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
