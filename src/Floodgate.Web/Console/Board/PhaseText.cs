using Floodgate.Foundation;
using Floodgate.Vouchers.Board;

namespace Floodgate.Web.Console.Board;

/// <summary>The phase in words, a tone and a sign that does not need the tone.</summary>
internal static class PhaseText
{
    public static BilingualText Name(BoardPhase phase) => phase switch
    {
        BoardPhase.Scheduled => new("未开始", "Scheduled"),
        BoardPhase.Open => new("发放中", "Open"),
        BoardPhase.Paused => new("已暂停", "Paused"),
        BoardPhase.SoldOut => new("已领完", "Sold out"),
        BoardPhase.Closed => new("已结束", "Closed"),
        _ => new(phase.ToString(), phase.ToString()),
    };

    /// <summary>An SVG path in a box of 16.</summary>
    public static string Sign(BoardPhase phase) => phase switch
    {
        BoardPhase.Open => "M4 2.5l9 5.5-9 5.5z",
        BoardPhase.Paused => "M4 3h3v10H4zM9 3h3v10H9z",
        BoardPhase.SoldOut => "M2 6.5h12v3H2z",
        BoardPhase.Closed => "M3.5 3.5h9v9h-9z",
        _ => "M8 2a6 6 0 100 12A6 6 0 008 2zm-.8 2h1.6v3.7l2.6 1.5-.8 1.4-3.4-2z",
    };

    public static string Tone(BoardPhase phase) => "p-" + phase.ToString().ToLowerInvariant();

    /// <summary>The next thing that happens to the phase by itself.</summary>
    public static BilingualText Next(BoardView view, ZoneClock clock)
    {
        string At(DateTimeOffset at) => clock.Near(at, view.Now);
        return view.Campaign.Phase switch
        {
            BoardPhase.Scheduled => new($"{At(view.OpensAt)} 开始", $"opens {At(view.OpensAt)}"),
            BoardPhase.Closed => new($"{At(view.ClosesAt)} 结束", $"closed {At(view.ClosesAt)}"),
            _ => new($"{At(view.ClosesAt)} 结束", $"closes {At(view.ClosesAt)}"),
        };
    }
}
