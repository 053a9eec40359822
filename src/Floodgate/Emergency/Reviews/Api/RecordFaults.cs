using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Reviews;

/// <summary>Collects what is wrong with a body beyond its form, each with its place.</summary>
internal sealed class RecordFaults(ReviewsOptions options)
{
    private const int WhysMax = 20;
    private const int SaidMax = 3;
    private readonly List<ProblemError> _errors = [];

    public RecordFaults Action(string at, string text, string owner, DateOnly due, DateOnly today) =>
        Line(at + "/text", text).Name(at + "/owner", owner).Day(at + "/due", due, today);

    public RecordFaults Review(ReviewContent content)
    {
        var whys = content.Whys ?? [];
        Prose("/rootCause", content.RootCause).Prose("/text", content.Text).Prose("/reTest", content.ReTest);
        if (whys.Count > WhysMax)
            Add("/whys", "too-many", $"最多 {WhysMax} 项。", $"At most {WhysMax} are kept.");
        foreach (var (i, why) in whys.Take(WhysMax).Index()) Line($"/whys/{i}", why, required: false);
        return this;
    }

    public RecordFaults Minutes(MeetingNotes notes, DateOnly today)
    {
        var most = options.MeetingListMax;
        Prose("/minutes", notes.Minutes, required: true).List("/attendance", notes.Attendance.Count)
            .List("/decisions", notes.Decisions.Count)
            .Day("/heldAt", DateOnly.FromDateTime(notes.HeldAt.UtcDateTime), today);
        foreach (var (i, person) in notes.Attendance.Take(most).Index()) Name($"/attendance/{i}", person);
        foreach (var (i, one) in notes.Decisions.Take(most).Index())
            Action($"/decisions/{i}", one.Text, one.Owner, one.Due, today);
        return this;
    }

    public RecordFaults Call(BilingualText name, DateTimeOffset due, IReadOnlyList<string> teams, DateOnly today)
    {
        Name("/name/zh", name.Zh).Name("/name/en", name.En).List("/teams", teams.Count)
            .Day("/dueAt", DateOnly.FromDateTime(due.UtcDateTime), today);
        foreach (var (i, team) in teams.Take(options.MeetingListMax).Index()) Name($"/teams/{i}", team);
        return this;
    }

    public RecordFaults Line(string pointer, string? text, bool required = true) =>
        Text(pointer, text, options.LineCharactersMax, required);

    public RecordFaults Name(string pointer, string? text) => Text(pointer, text, 100, required: true);

    public RecordFaults Prose(string pointer, string? text, bool required = false) =>
        Text(pointer, text, options.TextCharactersMax, required);

    public RecordFaults List(string pointer, int count)
    {
        if (count > options.MeetingListMax)
            Add(pointer, "too-many", $"最多 {options.MeetingListMax} 项。", $"At most {options.MeetingListMax} are kept.");
        return this;
    }

    /// <summary>A day within five years of today, on either side.</summary>
    public RecordFaults Day(string pointer, DateOnly day, DateOnly today)
    {
        if (Math.Abs(day.DayNumber - today.DayNumber) > 5 * 366)
            Add(pointer, "date-invalid", "日期不在合理范围。", "The date is more than five years away.");
        return this;
    }

    public RecordFaults Link(string pointer, string? link)
    {
        if (link is { Length: > 0 } && !(link.Length <= 1000 && Uri.TryCreate(link, UriKind.Absolute, out var address)
            && address.Scheme is "https" or "http"))
            Add(pointer, "link-invalid", "须为 http 或 https 地址。", "It must be an http or https address.");
        return this;
    }

    /// <summary>The first faults as a screen says them; null when there is none.</summary>
    public BilingualText? InWords()
    {
        if (_errors.Count == 0) return null;
        var said = _errors.Take(SaidMax).Select(error => (Place: Place(error.Pointer), error.Message)).ToArray();
        return new BilingualText(
            string.Concat(said.Select(one => $"{one.Place.Zh}：{one.Message!.Zh}")),
            string.Join(' ', said.Select(one => $"{one.Place.En}: {one.Message!.En}")));
    }

    /// <summary>Whether there was a fault, which is then written as the answer.</summary>
    public async Task<bool> RefuseAsync(HttpContext context)
    {
        if (_errors.Count == 0) return false;
        await Problem.WriteAsync(context.Response, Refusals.RecordInvalid, json => ProblemError.Write(json, _errors));
        return true;
    }

    private RecordFaults Text(string pointer, string? text, int most, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text)) Add(pointer, "text-missing", "不能为空。", "It must not be empty.");
        else if (text?.Length > most) Add(pointer, "text-too-long", $"最多 {most} 字。", $"{most} characters at most.");
        return this;
    }

    private static BilingualText Place(string pointer) => pointer.Split('/') switch
    {
        [_, "whys", var number] => new($"第 {int.Parse(number) + 1} 问", $"Why {int.Parse(number) + 1}"),
        [_, "decisions", var number, var member] => Join(
            new($"第 {int.Parse(number) + 1} 项决定的", $"Decision {int.Parse(number) + 1}, "), Place("/" + member)),
        [_, "attendance", ..] => new("出席", "Attendance"),
        [_, "name", var language] => language == "zh" ? new("中文名称", "Chinese name") : new("英文名称", "English name"),
        [_, "rootCause"] => new("根本原因", "Root cause"),
        [_, "reTest"] => new("复测", "Tried again"),
        [_, "text"] => new("内容", "Text"),
        [_, "owner"] => new("责任人", "Owner"),
        [_, "due"] => new("期限", "Due"),
        [_, "evidence"] => new("依据", "Evidence"),
        [_, "link"] => new("链接", "Link"),
        [_, "minutes"] => new("纪要", "Minutes"),
        [_, "dueAt" or "heldAt"] => new("时间", "Time"),
        _ => new(pointer, pointer),
    };

    private static BilingualText Join(BilingualText a, BilingualText b) => new(a.Zh + b.Zh, a.En + b.En);

    private void Add(string pointer, string code, string zh, string en) =>
        _errors.Add(new ProblemError(pointer, null, code, new BilingualText(zh, en)));
}
