using System.Text;
using CsCheck;
using Floodgate.Emergency.Detection;

namespace Floodgate.Tests.Emergency.Detection;

public sealed class AlertReaderTests
{
    private const string Webhook = """
        {"version":"4","groupKey":"{}:{alertname=\"Slow\"}","truncatedAlerts":3,"status":"firing","receiver":"fg",
         "groupLabels":{"alertname":"Slow"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am",
         "alerts":[{"status":"firing","labels":{"alertname":"Slow","job":"db"},"annotations":{"summary":"slow\ndb"},
           "startsAt":"2026-11-23T01:02:03Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"ab12"},
          {"status":"resolved","labels":{},"annotations":{},"startsAt":"2026-11-23T01:02:03Z","fingerprint":"cd34"}]}
        """;

    [Fact]
    public void Webhook_OfAlertmanager_IsRead()
    {
        var delivery = Read(Webhook).Delivery!;
        Assert.Equal(("{}:{alertname=\"Slow\"}", false, 3L),
            (delivery.GroupKey, delivery.GroupOver, delivery.LeftOff));
        Assert.Equal(["ab12 True slow db", "cd34 False "],
            delivery.Alerts.Select(one => $"{one.Fingerprint} {one.Firing} {one.Text}"));
        Assert.Equal("db", delivery.Alerts[0].Labels["job"]);
    }

    [Fact]
    public void Generic_WithStatusAlone_IsRead()
    {
        var delivery = Read("""{"status":"firing","labels":{"alertname":"Flood"},"text":"10 Gbit/s"}""").Delivery!;
        Assert.Equal("Flood", delivery.GroupKey);
        Assert.Equal("10 Gbit/s", Assert.Single(delivery.Alerts).Text);
    }

    [Theory]
    [InlineData("""{"version":"3","alerts":[]}""", "/version member-wrong-type")]
    [InlineData("""{"version":"4","status":"firing","alerts":[]}""", "/groupKey member-missing")]
    [InlineData("""{"version":"4","groupKey":"g","status":"maybe","alerts":[]}""", "/status member-wrong-type")]
    [InlineData("""{"version":"4","groupKey":"g","status":"firing","alerts":{}}""", "/alerts member-wrong-type")]
    [InlineData("""{"version":"4","groupKey":"g","status":"firing","alerts":[{"status":"firing"}]}""",
        "/alerts/0/fingerprint member-missing")]
    [InlineData("""{"version":"4","groupKey":"g","status":"firing","truncatedAlerts":-1,"alerts":[]}""",
        "/truncatedAlerts member-wrong-type")]
    [InlineData("""{"status":"firing","labels":{"a":1}}""", "/labels/a member-wrong-type")]
    [InlineData("""{"status":"firing","startsAt":"yesterday"}""", "/startsAt member-wrong-type")]
    [InlineData("""{"status":"firing","status":"resolved"}""", " member-duplicate")]
    [InlineData("[]", " member-wrong-type")]
    [InlineData("{", " body-malformed")]
    public void Delivery_ThatIsWrong_IsNamedByItsPlace(string body, string fault)
    {
        var reading = Read(body);
        Assert.Null(reading.Delivery);
        Assert.Equal(fault, $"{reading.Fault!.Pointer} {reading.Fault.Refusal.Code}");
    }

    [Fact]
    public void Alerts_BeyondTheLimit_AreOnlyCounted()
    {
        var alerts = string.Join(',', Enumerable.Range(0, 30)
            .Select(i => $$"""{"status":"firing","fingerprint":"f{{i}}"}"""));
        var body = $$"""{"version":"4","groupKey":"g","status":"firing","truncatedAlerts":5,"alerts":[{{alerts}}]}""";
        var delivery = AlertReader.Read(Encoding.UTF8.GetBytes(body), 10).Delivery!;
        Assert.Equal((10, 25L), (delivery.Alerts.Count, delivery.LeftOff));
    }

    [Fact]
    public void AnyBytes_AreReadOrRefusedAndNothingElse() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        var whole = Encoding.UTF8.GetBytes(Webhook);
        for (var i = 0; i < bytes.Length; i++) whole[(bytes[i] * 7 * (i + 1)) % whole.Length] = bytes[^(i + 1)];
        var reading = AlertReader.Read(whole, 100);
        Assert.True(reading.Delivery is null != reading.Fault is null);
    }, iter: 2_000, threads: 2);

    private static AlertReading Read(string body) => AlertReader.Read(Encoding.UTF8.GetBytes(body), 1_000);
}
