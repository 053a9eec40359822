using System.Security.Cryptography;
using System.Text;
using Floodgate.Access.Citizens;
using Floodgate.Foundation;
using Microsoft.AspNetCore.DataProtection;

namespace Floodgate.Vouchers.Grants;

/// <summary>
/// Whom a grant is for, as it may stand in the trail: sealed for the program, and four characters for people. The trail
/// is kept for years and read by many; nobody lays it beside the wallets.
/// </summary>
internal sealed class GrantSeal(IDataProtectionProvider protection, PersonKey persons)
{
    private const int Shown = 4;
    private const int NameLength = 12;
    private readonly IDataProtector _seal = protection.CreateProtector("floodgate.grants");

    public string Close(PersonId person) => _seal.Protect(person.ToString());

    /// <summary>Null: it cannot be opened here any more.</summary>
    public PersonId? Open(string closed)
    {
        try
        {
            return Read(_seal.Unprotect(closed));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The person key as a look-up writes it: 32 hexadecimal digits.</summary>
    public static PersonId? Read(string text) =>
        text.Length == PersonId.Bytes * 2 && text.All(char.IsAsciiHexDigit)
            ? PersonId.Read(Convert.FromHexString(text)) : null;

    /// <summary>The same person, the same text; it leads to nobody.</summary>
    public string NameOf(PersonId person) => persons.Of("grant", person.ToString()).ToString()[..NameLength];

    public static string Masked(PersonId person) => "…" + person.ToString()[^Shown..];

    /// <summary>The key of a grant's claim: no citizen's can be the same, for theirs are visible characters.</summary>
    public static ulong KeyOf(string approval) =>
        System.IO.Hashing.XxHash3.HashToUInt64(Encoding.UTF8.GetBytes("grant\n" + approval));
}
