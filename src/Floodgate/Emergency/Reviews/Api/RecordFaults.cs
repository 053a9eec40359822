using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Reviews;

/// <summary>Collects what is wrong with a body beyond its form, each with its place.</summary>
internal sealed class RecordFaults(ReviewsOptions options)
{
    private readonly List<ProblemError> _errors = [];

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

    private void Add(string pointer, string code, string zh, string en) =>
        _errors.Add(new ProblemError(pointer, null, code, new BilingualText(zh, en)));
}
