using Floodgate.Drills.Scenarios;

namespace Floodgate.Tests.Drills;

/// <summary>A crowd of a hundred for three seconds.</summary>
internal static class SmallScenario
{
    public const string Text = """
        scenario: small
        name: {zh: 小, en: Small}
        story: {zh: 小, en: Small}
        published:
          people: {value: 100, cite: {zh: 人, en: p}}
          stock: {value: 10, cite: {zh: 库, en: s}}
        assumed:
          duration: {value: 3s, reason: {zh: 时, en: t}}
          arrivals:
            value:
              - {from: -500ms, to: 0s, share: 0.4, shape: rising}
              - {from: 0s, to: 1s, share: 0.6, shape: flat}
            reason: {zh: 到, en: a}
          terms: {value: none, reason: {zh: 无, en: n}}
          devices: {value: {1: 0.8, 2: 0.2}, reason: {zh: 机, en: d}}
          thinkTime: {value: {median: 20ms, p95: 60ms}, reason: {zh: 想, en: t}}
          reaction: {value: {median: 20ms, p95: 90ms}, reason: {zh: 反, en: r}}
          pressEarly: {value: 0.2, reason: {zh: 早, en: e}}
          retry:
            value: {impatient: 0.3, first: 100ms, factor: 2, longest: 1s, attempts: 20}
            reason: {zh: 重, en: r}
          doubleClick: {value: 0.1, reason: {zh: 双, en: d}}
          leave: {value: 0, reason: {zh: 离, en: l}}
          patience: {value: {median: 10s, p95: 20s}, reason: {zh: 耐, en: p}}
        campaign:
          name: {zh: 小, en: Small}
          mode: firstCome
          closesAt: +30d
          perPersonLimit: 1
          batches:
            - id: one
              name: {zh: 一, en: One}
              stock: 10
              faceValue: {amount: 3000, currency: CNY}
              threshold: {amount: 0, currency: CNY}
              validDays: 7
        expect:
          - {that: soldOut}
        """;

    public static RushScenario Read() => ScenarioFile.Parse(Text, "small.yaml", out var faults)
        ?? throw new InvalidOperationException(string.Join('\n', faults));
}
