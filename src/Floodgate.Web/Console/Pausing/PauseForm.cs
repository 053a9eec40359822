using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Board;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Web.Console.Pausing;

/// <summary>
/// What the pause dialog holds. The notice follows scope and time until a person has written in it; then it is theirs.
/// </summary>
public sealed class PauseForm
{
    public const int NoticeCharactersMax = 200;
    public const int ReasonCharactersMax = 500;
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(30);

    private readonly BoardView _view;
    private readonly ZoneClock _clock;
    private bool _zhWritten;
    private bool _enWritten;

    public PauseForm(BoardView view, ZoneClock clock)
    {
        (_view, _clock) = (view, clock);
        InMinutes(30, view.Now);
    }

    public string Scope { get; private set; } = "campaign";

    public string? Target { get; private set; }

    /// <summary>Date and time in the campaign's zone, as the field has it.</summary>
    public string ResumesLocal { get; private set; } = "";

    public int? Minutes { get; private set; }

    public bool AutoResume { get; set; }

    public string Zh { get; private set; } = "";

    public string En { get; private set; } = "";

    public string Reason { get; set; } = "";

    public DateTimeOffset? ResumesAt => _clock.FromLocal(ResumesLocal);

    /// <summary>Rounded up to the minute: a promise of 10:17:43 is read as 10:18.</summary>
    public void InMinutes(int minutes, DateTimeOffset now)
    {
        var at = now.AddMinutes(minutes);
        var second = TimeSpan.TicksPerMinute;
        Minutes = minutes;
        ResumesLocal = _clock.Local(new DateTimeOffset((at.UtcTicks + second - 1) / second * second, TimeSpan.Zero));
        Rewrite();
    }

    public void At(string local)
    {
        (ResumesLocal, Minutes) = (local, null);
        Rewrite();
    }

    public void Cover(string scope, string? target)
    {
        (Scope, Target) = (scope, scope == "campaign" ? null : target);
        Rewrite();
    }

    public void WriteZh(string text) => (Zh, _zhWritten) = (text, true);

    public void WriteEn(string text) => (En, _enWritten) = (text, true);

    /// <summary>What is still wrong, in the order of the fields; empty when the pause can be ordered.</summary>
    public IReadOnlyList<BilingualText> Faults(DateTimeOffset now)
    {
        var faults = new List<BilingualText>();
        void Unless(bool good, string zh, string en)
        {
            if (!good)
                faults.Add(new BilingualText(zh, en));
        }

        Unless(Scope == "campaign" || !string.IsNullOrWhiteSpace(Target), "请选择暂停哪一个。", "Choose what to pause.");
        Unless(ResumesAt is not null, "请填写预计恢复时间。", "Give the time claims are expected back.");
        Unless(ResumesAt is null || ResumesAt > now, "恢复时间必须在将来。", "The time must be in the future.");
        Unless(ResumesAt is null || ResumesAt <= now + LongestPause, "最长 30 天。", "30 days at the most.");
        Unless(Fits(Zh, NoticeCharactersMax), "请填写中文公告，最多 200 字。", "Write the Chinese notice, up to 200 characters.");
        Unless(Fits(En, NoticeCharactersMax), "请填写英文公告，最多 200 字。", "Write the English notice, up to 200 characters.");
        Unless(Fits(Reason, ReasonCharactersMax), "请填写原因，最多 500 字。", "Give the reason, up to 500 characters.");
        return faults;
    }

    /// <summary>Only without <see cref="Faults"/>.</summary>
    public PauseRequest Order() => new(
        Enum.Parse<PauseScope>(Scope, ignoreCase: true), Target?.Trim(),
        ResumesAt ?? throw new InvalidOperationException("the form has faults"), AutoResume,
        new BilingualText(Zh.Trim(), En.Trim()), Reason.Trim());

    private static bool Fits(string text, int charactersMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= charactersMax;

    private void Rewrite()
    {
        var at = ResumesAt is { } time ? _clock.Near(time, _view.Now) : "…";
        var zh = Scope switch
        {
            "batch" => $"“{PauseWords.BatchName(_view, Target ?? "", chinese: true)}”",
            "region" => $"部分地区的“{_view.Campaign.Name.Zh}”",
            _ => $"“{_view.Campaign.Name.Zh}”",
        };
        var en = Scope switch
        {
            "batch" => PauseWords.BatchName(_view, Target ?? "", chinese: false),
            "region" => $"{_view.Campaign.Name.En} in some regions",
            _ => _view.Campaign.Name.En,
        };
        if (!_zhWritten)
            Zh = $"{zh}暂停领取，预计 {at} 恢复。已领到的券不受影响，无需反复刷新。";
        if (!_enWritten)
            En = $"Claims for {en} are paused and expected back at {at}. Vouchers you hold are safe. " +
                "No need to refresh.";
    }
}
