using Microsoft.AspNetCore.Components;

namespace Floodgate.Web.Console.Charts;

/// <summary>A chart of the last minutes, drawn as plain SVG: one moves a second, no script in the browser.</summary>
public sealed partial class TimeChart : BilingualComponent
{
    private readonly string _id = "chart-" + Interlocked.Increment(ref _charts);
    private static int _charts;
    private AxisScale _scale = new(1, 1);

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string Unit { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<ChartSeries> Series { get; set; } = [];

    [Parameter, EditorRequired]
    public SecondsWindow Window { get; set; } = null!;

    [Parameter, EditorRequired]
    public ZoneClock Clock { get; set; } = null!;

    [Parameter]
    public bool Stacked { get; set; }

    /// <summary>The axis reaches at least this, so that next to nothing does not look like a storm.</summary>
    [Parameter]
    public double SmallestTop { get; set; } = 10;

    [Parameter]
    public Func<double?, string> Format { get; set; } = value => Figures.Rate(value ?? 0);

    /// <summary>Said in the empty plot when there is nothing to draw.</summary>
    [Parameter]
    public string Quiet { get; set; } = "";

    private IReadOnlyList<double?> Zero => new double?[Window.Columns];

    private int MarkSeconds => Window.Columns <= 120 ? 30 : 60;

    private string Summary => string.Join(T("；", "; "), Series.Select(one => T(
        $"{one.Name}：现在 {Format(one.Now)}，最高 {Format(one.Peak)}",
        $"{one.Name}: now {Format(one.Now)}, highest {Format(one.Peak)}")));

    protected override void OnParametersSet()
    {
        var highest = Stacked && Series.Count > 0
            ? ChartPath.Stack(Series)[^1].Max() ?? 0
            : Series.Select(one => one.Peak).DefaultIfEmpty(0).Max();
        _scale = AxisScale.For(highest, SmallestTop);
    }

    private IReadOnlyList<double?> Below(IReadOnlyList<double?[]> edges, int layer) =>
        layer == 0 ? Zero : edges[layer - 1];

    private string Share(double mark) => (100 * mark / _scale.Top).ToString("0.#");
}
