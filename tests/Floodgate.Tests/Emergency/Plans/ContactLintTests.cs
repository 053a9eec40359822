using Floodgate.Emergency.Plans;
using static Floodgate.Tests.Emergency.Plans.PlanText;

namespace Floodgate.Tests.Emergency.Plans;

public sealed class ContactLintTests
{
    private static string Text => DefaultPlan.ExampleContactsText;

    [Theory]
    [InlineData("      - {kind: smtp, address: \"director@localhost\"}\n", "", -1, "/people/0/channels",
        "person-hard-to-reach")]
    [InlineData("{kind: smtp, address: \"director@localhost\"}",
        "{kind: wecom, address: \"https://example.org/hook\", secretRef: s}", -1, "/people/0/channels",
        "person-hard-to-reach")]
    [InlineData("{kind: smtp, address: \"director@localhost\"}", "{kind: inApp, address: director}", -1,
        "/people/0/channels", "person-hard-to-reach")]
    [InlineData("director@localhost", "director at localhost", 0, "/people/0/channels/1/address", "address-malformed")]
    [InlineData("{kind: smtp, address: \"director@localhost\"}", "{kind: sms, address: \"13800000000\"}", 0,
        "/people/0/channels/1/address", "address-malformed")]
    [InlineData("{kind: smtp, address: \"director@localhost\"}",
        "{kind: webhook, address: \"http://example.org/x\", secretRef: s}",
        0, "/people/0/channels/1/address", "address-malformed")]
    [InlineData("{kind: smtp, address: \"director@localhost\"}", "{kind: webhook, address: \"https://example.org/x\"}",
        0, "/people/0/channels/1", "secret-unnamed")]
    [InlineData("{kind: smtp, address: \"director@localhost\"}",
        "{kind: webhook, address: \"https://example.org/x?key=abc\", secretRef: s}", 0, "/people/0/channels/1/address",
        "secret-written-down")]
    [InlineData("from: \"22:30\"", "from: \"25:30\"", 0, "/people/7/quiet/0/from", "time-malformed")]
    [InlineData("timeZone: Asia/Shanghai", "timeZone: Asia/Nowhere", 0, "/people/7/quiet/0/timeZone",
        "time-zone-unknown")]
    [InlineData("team: tech\n", "team: none\n", 0, "/groups/0/team", "team-unknown")]
    public void Check_OfSpoiltContacts_NamesFileLineAndMember(
        string from, string to, int offset, string pointer, string code)
    {
        var at = Text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var line = Text.AsSpan(0, at).Count('\n') + 1 + offset;
        // A list's line is that of its first item.
        var contacts = Contacts(Text[..at] + to + Text[(at + from.Length)..]);
        var faults = PlanLint.Check(Parse(Default), contacts).Select(Where);
        Assert.Contains($"people.yaml:{line} {pointer} {code}", faults);
    }

    [Fact]
    public void Check_WhenAPersonIsUnknown_NamesThePlansMember()
    {
        var text = Text.Replace("  - id: director\n", "  - id: somebody\n", StringComparison.Ordinal);
        var faults = PlanLint.Check(Parse(Default), Contacts(text));
        Assert.Equal(
            ["/assessment/approvedBy/0", "/levels/0/page/steps/3/person", "/levels/1/page/steps/3/person",
                "/teams/0/primary"],
            faults.Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.Equal("person-unknown", fault.Code));
        Assert.All(faults, fault => Assert.Equal("spoilt.yaml", fault.File));
    }

    [Fact]
    public void Check_WhenTheContactsAreNoYaml_NamesTheirFile()
    {
        var faults = PlanLint.Check(Parse(Default), Contacts("people: ["));
        Assert.Equal("people.yaml", Assert.Single(faults).File);
    }
}
