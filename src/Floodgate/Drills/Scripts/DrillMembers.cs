using System.Collections;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Scripts;

/// <summary>Which members an inject or an expectation of a kind needs, and which it may have besides.</summary>
internal static class DrillMembers
{
    private static readonly string[] OfEveryInject =
        ["id", "title", "kind", "after", "atSeconds", "plusSeconds", "latestSeconds"];

    private static readonly string[] OfEveryExpectation = ["id", "title", "kind", "of", "shadowOnly", "after"];

    private static readonly Dictionary<InjectKind, Members> Injects = new()
    {
        [InjectKind.StorageFails] = new([]),
        [InjectKind.StorageSlow] = new(["delayMilliseconds"]),
        [InjectKind.StorageBack] = new([]),
        [InjectKind.NodeLost] = new([]),
        [InjectKind.NetworkSplit] = new([]),
        [InjectKind.DatabaseLost] = new([]),
        [InjectKind.ClusterBack] = new([]),
        [InjectKind.Kill] = new([]),
        [InjectKind.Start] = new([]),
        [InjectKind.ChannelDown] = new(["channel"]),
        [InjectKind.ChannelBack] = new(["channel"]),
        [InjectKind.Rush] = new(["scenario", "people", "forSeconds"]),
        [InjectKind.Claims] = new(["perSecond", "forSeconds"]),
        [InjectKind.ForgedClaims] = new(["perSecond", "forSeconds"]),
        [InjectKind.Redemptions] = new(["perSecond", "forSeconds"]),
        [InjectKind.OfflineTwice] = new(["number"]),
        [InjectKind.StoreSuspended] = new([]),
        [InjectKind.StoreReinstated] = new([]),
        [InjectKind.Alert] = new([]),
        [InjectKind.AlertOver] = new([]),
        [InjectKind.Calls] = new(["number"]),
        [InjectKind.Declare] = new(["risk"], ["level"]),
        [InjectKind.SetCause] = new(["cause"]),
        [InjectKind.TakeStep] = new(["step"]),
        [InjectKind.UndoStep] = new(["step"]),
    };

    private static readonly Dictionary<ExpectationKind, Members> Expectations = new()
    {
        [ExpectationKind.IncidentOpen] = new(["risk", "withinSeconds"]),
        [ExpectationKind.OneIncident] = new([], ["risk"]),
        [ExpectationKind.TeamsPaged] = new(["teams", "withinSeconds"], ["where"]),
        [ExpectationKind.DeputyPaged] = new(["teams", "atSeconds", "toleranceSeconds"]),
        [ExpectationKind.FailedOver] = new(["teams", "channel", "withinSeconds"]),
        [ExpectationKind.NoticePublished] = new(["withinSeconds"], ["withReturn", "where"]),
        [ExpectationKind.StatusAnswers] = new(["where", "withinSeconds"]),
        [ExpectationKind.ClaimsPaused] = new(["withinSeconds"]),
        [ExpectationKind.WalletsReadable] = new(["withinSeconds"]),
        [ExpectationKind.AcknowledgementTaken] = new(["person", "withinSeconds"]),
        [ExpectationKind.StepDone] = new(["step", "withinSeconds"], ["withEffect"]),
        [ExpectationKind.StepUndone] = new(["step", "withinSeconds"]),
        [ExpectationKind.SignalsClear] = new(["withinSeconds"], ["risk"]),
        [ExpectationKind.TimelineComplete] = new([]),
        [ExpectationKind.DefiniteAnswers] = new(["atLeastPercent"]),
        [ExpectationKind.RefusedWith] = new(["code", "atLeastPercent"]),
        [ExpectationKind.InvariantsHold] = new([]),
    };

    /// <summary>Whether the drill needs stores with tills.</summary>
    public static bool HasTills(DrillScript script) => script.Injects.Any(one => one.Kind is InjectKind.Redemptions
        or InjectKind.OfflineTwice or InjectKind.StoreSuspended or InjectKind.StoreReinstated);

    public static void Check(FaultList faults, string at, Inject inject) =>
        Check(faults, at, inject, Injects[inject.Kind], OfEveryInject);

    public static void Check(FaultList faults, string at, Expectation expected) =>
        Check(faults, at, expected, Expectations[expected.Kind], OfEveryExpectation);

    private static void Check(FaultList faults, string at, object part, Members members, string[] common)
    {
        foreach (var member in DocumentShape.Of(part.GetType()).Members)
        {
            var set = IsSet(member.Property.GetValue(part));
            var needed = members.Needed.Contains(member.Name);
            if (needed && !set)
                faults.Add($"{at}/{member.Name}", "member-missing", $"缺少{member.Words.Zh}。",
                    $"It needs: {member.Words.En} ({member.Name}).");
            else if (set && !needed && !members.Possible.Contains(member.Name) && !common.Contains(member.Name))
                faults.Add($"{at}/{member.Name}", "member-unused", "此类型下这个成员没有作用。",
                    "This kind has no use for this member.");
        }
    }

    private static bool IsSet(object? value) => value switch
    {
        null or false => false,
        string => true,
        ICollection list => list.Count > 0,
        _ => true,
    };
}

/// <param name="Needed">Without them it says too little.</param>
internal sealed record Members(string[] Needed, string[] Possible)
{
    public Members(string[] needed) : this(needed, [])
    {
    }
}
