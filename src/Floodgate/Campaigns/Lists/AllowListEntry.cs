using System.Text;
using System.Text.Unicode;
using Floodgate.Foundation;

namespace Floodgate.Campaigns.Lists;

/// <summary>
/// One line of an uploaded list: <c>account:SUB</c>, <c>phone:PHONE_HASH</c>, <c>person:PERSON</c>, or a bare SUB. No
/// blanks, commas or quotation marks: a table with several columns is a mistake to be told, not an account to be
/// stored.
/// </summary>
internal static class AllowListEntry
{
    private const string Account = "account";

    /// <summary>False if the line is no entry; the line itself is not kept anywhere.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, Func<string, string, PersonId> personOf, out PersonId person)
    {
        person = default;
        if (!Utf8.IsValid(line)) return false;
        var text = Encoding.UTF8.GetString(line);
        foreach (var character in text)
            if (char.IsWhiteSpace(character) || char.IsControl(character) || character is ','
                or '"' or ';') return false;

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? Account : text[..colon];
        if (kind is not (Account or "phone" or "person") || colon == text.Length - 1) return false;
        person = personOf(kind, text[(colon + 1)..]);
        return true;
    }
}
