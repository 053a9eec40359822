using Floodgate.Foundation.Signals;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Signals;

internal static class SignalsFixture
{
    public static WaySignals Create(Action<SignalsOptions>? set = null)
    {
        var options = new SignalsOptions();
        set?.Invoke(options);
        return new WaySignals(Options.Create(options));
    }
}
