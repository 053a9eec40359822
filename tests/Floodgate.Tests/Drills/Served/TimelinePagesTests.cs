using System.Text.Json;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Observing;

namespace Floodgate.Tests.Drills.Served;

public sealed class TimelinePagesTests
{
    [Fact]
    public void Page_IsACallThatAChannelTook_ToldOnce()
    {
        using var incident = JsonDocument.Parse("""
            {"timeline": [
              {"fact": {"fact": "sendBegun", "message": "m1", "team": "tech", "person": "tech-lead"}},
              {"fact": {"fact": "sendEnded", "message": "m1", "fault": "451"}},
              {"fact": {"fact": "sendBegun", "message": "m2", "team": "tech", "person": "tech-lead"}},
              {"fact": {"fact": "sendEnded", "message": "m2"}},
              {"fact": {"fact": "sendBegun", "message": "m3", "team": "tech", "person": "tech-deputy"}},
              {"fact": {"fact": "said", "text": "sendEnded"}}
            ]}
            """);
        var log = new DrillLog(TimeProvider.System, 1_000);
        TimelinePages.Tell(log, incident.RootElement);
        TimelinePages.Tell(log, incident.RootElement);
        var page = Assert.Single(log.Seen);
        Assert.Equal((SightKind.Page, "tech-lead"), (page.Kind, page.Subject));
        Assert.Equal("server", PageDetail.Sender(page.Detail));
    }
}
