using CsCheck;
using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Tests.Campaigns;

/// <summary>
/// Definitions of any kind, good and bad: what a document must carry unchanged, not what a rule must allow.
/// </summary>
internal static class CampaignGen
{
    private static readonly Gen<string> Text = Gen.OneOf<string>(
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String[Gen.Char['\u4e00', '\u9fa5'], 0, 20],
        Gen.String[Gen.Char['\0', '\ud7ff'], 0, 8],
        Gen.OneOf("", "null", "~", "true", "12", "😀券", " x ", "a: b", "# c", "- d", "\u2028\u0085\t\r\n", "\\u0041"));

    private static readonly Gen<BilingualText> Bilingual = Gen.Select(Text, Text, (zh, en) =>
        new BilingualText(zh, en));

    private static readonly Gen<Money> Money = Gen.Select(Gen.Long, Text, (amount, currency) =>
        new Money(amount, currency));

    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, DateTimeOffset.MaxValue.Ticks].Select(
        Gen.OneOf(1L, 10L, 10_000_000L), (ticks, grain) => new DateTimeOffset(ticks - (ticks % grain), TimeSpan.Zero));

    private static readonly Gen<Eligibility> Eligible = Gen.Select(
        Text.List[0, 4], Gen.Bool, Gen.Select(Text, Text, (id, sha256) => new AllowListReference(id, sha256)).Null(),
        (regions, weekday, list) => new Eligibility
        {
            Regions = regions,
            WeekdayByLastDigit = weekday,
            AllowList = list
        });

    private static readonly Gen<BatchDefinition> Batch = Gen.Select(
        Gen.Select(Text, Bilingual, Gen.Long, Money, Money, Gen.Int),
        Gen.Select(Time.Nullable(), Time.Nullable(), Time.Nullable(), Gen.Int.Nullable(), Money.Nullable()),
        (what, when) => new BatchDefinition
        {
            Id = what.Item1,
            Name = what.Item2,
            Stock = what.Item3,
            FaceValue = what.Item4,
            Threshold = what.Item5,
            PerPersonLimit = what.Item6,
            OpensAt = when.Item1,
            ValidFrom = when.Item2,
            ValidUntil = when.Item3,
            ValidDays = when.Item4,
            Budget = when.Item5,
        });

    public static Gen<CampaignDefinition> Campaign { get; } = Gen.Select(
        Gen.Select(Bilingual, Gen.Enum<RefundMode>(), Gen.Int, Text),
        Gen.Select(Time, Time, Gen.Int, Money),
        Gen.Select(Eligible, Batch.List[0, 5]),
        (head, middle, tail) => new CampaignDefinition
        {
            Name = head.Item1,
            RefundMode = head.Item2,
            Shards = head.Item3,
            TimeZone = head.Item4,
            OpensAt = middle.Item1,
            ClosesAt = middle.Item2,
            PerPersonLimit = middle.Item3,
            Budget = middle.Item4,
            Eligibility = tail.Item1,
            Batches = tail.Item2,
        });
}
