using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Practice;

/// <summary>Collects what is wrong with a body beyond its form, each with its place.</summary>
internal sealed class PracticeFaults
{
    private readonly List<ProblemError> _errors = [];

    public PracticeFaults Range(string pointer, int value, int least, int most)
    {
        if (value < least || value > most)
            Add(pointer, "out-of-range", $"必须在 {least} 到 {most} 之间。", $"Must be from {least} to {most}.");
        return this;
    }

    public PracticeFaults Text(string pointer, string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) Add(pointer, "text-missing", "不能为空。", "It must not be empty.");
        else if (text.Length > most) Add(pointer, "text-too-long", $"最多 {most} 字。", $"{most} characters at most.");
        return this;
    }

    public PracticeFaults Check(string pointer, bool good, string code, string zh, string en)
    {
        if (!good) Add(pointer, code, zh, en);
        return this;
    }

    /// <summary>Whether there was a fault, which is then written as the answer.</summary>
    public async Task<bool> RefuseAsync(HttpContext context)
    {
        if (_errors.Count == 0) return false;
        await Problem.WriteAsync(context.Response, Refusals.RecordInvalid, json => ProblemError.Write(json, _errors));
        return true;
    }

    private void Add(string pointer, string code, string zh, string en) =>
        _errors.Add(new ProblemError(pointer, null, code, new BilingualText(zh, en)));
}
