using System.Globalization;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// Reads one value strictly. What does not fit is put into the list and a harmless value returned, so that the rest of
/// the document is read too; with any fault the values are thrown away.
/// </summary>
internal sealed class ScalarReader(FaultList faults)
{
    private const int DecimalsMax = 6;

    public string Text(DocumentNode node, string pointer)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Text } scalar)
        {
            WrongType(pointer, node, "文本（YAML 中的数字请加引号）", "a text (in YAML, put a number in quotes)");
            return "";
        }

        if (IsWhole(scalar.Text)) return scalar.Text;
        faults.Add(pointer, node.Line, "text-malformed", "文本中有不完整的字符。", "The text holds half a character.");
        return "";
    }

    public long Whole(DocumentNode node, string pointer, long min, long max)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Number } number)
        {
            WrongType(pointer, node, "整数", "a whole number");
            return 0;
        }

        // The same value is written one way only: no sign of plus, no leading zero, no fraction, no exponent.
        if (long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
            && value.ToString(CultureInfo.InvariantCulture) == number.Text) return value;
        faults.Add(pointer, node.Line, "number-malformed", "必须是普通写法的整数，且不能太大。",
            "Must be a whole number in plain digits, and not too large.");
        return 0;
    }

    /// <summary>A number with at most six decimals, written one way only: 0.5, not .5 or 0.50 or 5e-1.</summary>
    public decimal Number(DocumentNode node, string pointer)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Number } number)
        {
            WrongType(pointer, node, "数字", "a number");
            return 0;
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (number.Text.Length <= 24
            && decimal.TryParse(number.Text, Plain, CultureInfo.InvariantCulture, out var value)
            && value.Scale <= DecimalsMax && Plainly(value) == number.Text) return value;
        faults.Add(pointer, node.Line, "number-malformed", $"必须是普通写法的数字，最多 {DecimalsMax} 位小数。",
            $"Must be a number in plain digits with at most {DecimalsMax} decimals, written one way only.");
        return 0;
    }

    public bool Flag(DocumentNode node, string pointer)
    {
        if (node is ScalarNode { Kind: ScalarKind.Flag } flag)
            return flag.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
        WrongType(pointer, node, "true 或 false", "true or false");
        return false;
    }

    public DateTimeOffset? Time(DocumentNode node, string pointer)
    {
        if (node is ScalarNode { Kind: ScalarKind.Text } text && TimeText.TryRead(text.Text, out var time)) return time;
        faults.Add(pointer, node.Line, "time-malformed",
            "时间须写成带时区偏移的 RFC 3339 格式，如 2026-11-22T10:00:00+08:00。",
            "A time is written as in RFC 3339, with its offset: 2026-11-22T10:00:00+08:00.");
        return null;
    }

    public DateOnly Date(DocumentNode node, string pointer)
    {
        if (node is ScalarNode { Kind: ScalarKind.Text } text && DateOnly.TryParseExact(
            text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        faults.Add(pointer, node.Line, "date-malformed", "日期须写成 2026-11-22。", "A date is written as 2026-11-22.");
        return default;
    }

    /// <summary>The place of the word among the choices, or -1.</summary>
    public int Choice(DocumentNode node, string pointer, params ReadOnlySpan<string> words)
    {
        if (node is ScalarNode { Kind: ScalarKind.Text } text && words.IndexOf(text.Text) is >= 0 and var place)
            return place;
        var list = string.Join(", ", words);
        faults.Add(pointer, node.Line, "choice-unknown", $"只能是：{list}。", $"Must be one of: {list}.");
        return -1;
    }

    public IReadOnlyList<DocumentNode> Items(DocumentNode node, string pointer)
    {
        if (node is ListNode list) return list.Items;
        WrongType(pointer, node, "列表", "a list");
        return [];
    }

    public void WrongType(string pointer, DocumentNode node, string zh, string en) =>
        faults.Add(pointer, node.Line, "type-wrong", $"此处应为{zh}。", $"This must be {en}.");

    /// <summary>A number as it may be written: no trailing zeros, no negative nought.</summary>
    public static string Plainly(decimal value) =>
        (value == 0 ? 0m : value).ToString("0.######", CultureInfo.InvariantCulture);

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length
                || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
