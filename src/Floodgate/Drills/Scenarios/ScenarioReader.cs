using System.Globalization;

namespace Floodgate.Drills.Scenarios;

/// <summary>The members of a scenario, one by one.</summary>
internal static class ScenarioReader
{
    public const int PeopleMax = 10_000_000;
    private const int TillsPerSecondMax = 1_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    public static RushScenario Read(YamlMap root)
    {
        var values = new ScenarioValues(root);
        var crowd = Crowd(values);
        var campaign = CampaignTemplate.Read(root.Map("campaign"));
        var stock = values.Take("stock").Whole("value", 1, 1_000_000_000);
        if (campaign.Stock != stock) root.Fault($"stock is {stock}, but the campaign's batches hold {campaign.Stock}");
        values.Take("terms").Text("value");
        var tills = values.Has("tills") ? Tills(values.Take("tills").Map("value")) : 0;
        var scenario = new RushScenario
        {
            Id = Id(root),
            Name = root.Words("name"),
            Story = root.Words("story"),
            Figures = root.WordsList("figures"),
            Crowd = crowd,
            TillsPerSecond = tills,
            Campaign = campaign,
            Values = values.End(),
            Expect = Expect(root),
            NotYet = root.WordsList("notYet"),
        };
        root.End();
        return scenario;
    }

    private static int Tills(YamlMap map)
    {
        var perSecond = (int)map.Whole("perSecond", 1, TillsPerSecondMax);
        map.End();
        return perSecond;
    }

    private static string Id(YamlMap root)
    {
        var id = root.Text("scenario");
        if (id.Length is 0 or > 40 || id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            root.Fault("scenario must be 1 to 40 of a-z, 0-9 and -");
        return id;
    }

    private static CrowdShape Crowd(ScenarioValues values)
    {
        var people = (int)values.Take("people").Whole("value", 1, PeopleMax);
        var duration = values.Take("duration").Span("value", TimeSpan.FromSeconds(1), Day);
        return new CrowdShape
        {
            People = people,
            PeopleHere = values.Has("peopleHere") ? (int)values.Take("peopleHere").Whole("value", 1, people) : people,
            Duration = duration,
            Arrivals = Arrivals(values, duration),
            Devices = Devices(values),
            Think = Spread(values.Take("thinkTime").Map("value")),
            Reaction = Spread(values.Take("reaction").Map("value")),
            PressEarly = values.Take("pressEarly").Number("value", 0, 1),
            Retry = Retry(values.Take("retry").Map("value")),
            DoubleClick = values.Take("doubleClick").Number("value", 0, 1),
            Leave = values.Take("leave").Number("value", 0, 1),
            Patience = Spread(values.Take("patience").Map("value")),
            WrongDay = values.Has("wrongDay") ? values.Take("wrongDay").Number("value", 0, 1) : 0,
            Postpone = values.Has("postpone") ? Postpone(values.Take("postpone").Map("value")) : null,
        };
    }

    private static List<ArrivalPhase> Arrivals(ScenarioValues values, TimeSpan duration)
    {
        var holder = values.Take("arrivals");
        var phases = new List<ArrivalPhase>();
        foreach (var map in holder.Maps("value"))
        {
            var shape = map.Choice<ArrivalShape>("shape");
            var phase = new ArrivalPhase(map.Span("from", -Day, Day), map.Span("to", -Day, Day),
                map.Number("share", 0, 1), shape,
                shape == ArrivalShape.Falling ? map.Span("halvesEvery", Instant, Day) : Day);
            if (phase.To <= phase.From) map.Fault("must end after it begins");
            if (phase.To > duration) map.Fault("must end within the duration");
            map.End();
            phases.Add(phase);
        }

        if (phases.Count is 0 or > 100) holder.Fault("must have 1 to 100 pieces");
        else if (Math.Abs(phases.Sum(phase => phase.Share) - 1) > 0.001) holder.Fault("the shares must sum to 1");
        return phases;
    }

    private static Dictionary<int, double> Devices(ScenarioValues values)
    {
        var holder = values.Take("devices");
        var map = holder.Map("value");
        var devices = new Dictionary<int, double>();
        foreach (var name in map.Names)
        {
            var share = map.Number(name, 0, 1);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1
                and <= 10)
                devices[count] = share;
            else map.Fault($"{name} must be a number of devices from 1 to 10");
        }

        if (devices.Count > 0 && Math.Abs(devices.Values.Sum() - 1) > 0.001) holder.Fault("the shares must sum to 1");
        return devices;
    }

    private static Spread Spread(YamlMap map)
    {
        var spread = new Spread(map.Span("median", Instant, Day), map.Span("p95", Instant, Day));
        if (spread.P95 < spread.Median) map.Fault("p95 must not be less than the median");
        map.End();
        return spread;
    }

    private static RetryHabit Retry(YamlMap map)
    {
        var habit = new RetryHabit(map.Number("impatient", 0, 1), map.Span("first", Instant, Day),
            map.Number("factor", 1, 10),
            map.Span("longest", Instant, Day), (int)map.Whole("attempts", 1, 1_000));
        map.End();
        return habit;
    }

    private static Postponement Postpone(YamlMap map)
    {
        var moved = new Postponement(map.Span("at", -Day, TimeSpan.Zero), map.Span("by", TimeSpan.FromSeconds(1), Day));
        map.End();
        return moved;
    }

    private static List<RushExpectation> Expect(YamlMap root) =>
        [.. root.Maps("expect", required: false).Select(map =>
        {
            var wanted = map.Choice<RushExpectation>("that");
            map.End();
            return wanted;
        })];
}
