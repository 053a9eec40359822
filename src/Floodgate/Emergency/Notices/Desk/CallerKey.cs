using System.Security.Cryptography;
using System.Text;
using Floodgate.Access.Citizens;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Vouchers;

namespace Floodgate.Emergency.Notices;

/// <summary>Whom a look-up is about, before anything is known of them.</summary>
/// <param name="Person">Null when a voucher says who.</param>
internal readonly record struct Caller(string Kind, PersonId? Person, VoucherId? Voucher, PersonId Audited);

/// <summary>
/// Turns what a caller says into a person or a voucher. A phone number becomes its keyed hash here and goes no further.
/// </summary>
internal sealed class CallerKey(PersonKey persons, KeyRing keys, NoticesOptions options)
{
    private const int DigitsMin = 5;
    private const int DigitsMax = 20;

    public Caller OfPhoneHash(string hash)
    {
        var person = persons.Of(PersonKey.Phone, hash);
        return new Caller("phone", person, null, Audited(person.ToString()));
    }

    /// <summary>Null when it is no phone number. Blanks, hyphens and China's prefix are for people.</summary>
    public Caller? OfPhone(string phone)
    {
        Span<char> digits = stackalloc char[DigitsMax];
        var count = 0;
        foreach (var character in phone.StartsWith("+86", StringComparison.Ordinal) ? phone.AsSpan(3) : phone)
        {
            if (character is ' ' or '-') continue;
            if (!char.IsAsciiDigit(character) || count == DigitsMax) return null;
            digits[count++] = character;
        }

        if (count < DigitsMin) return null;
        var input = options.PhoneHashInput.Replace(
            "{digits}", digits[..count].ToString(), StringComparison.Ordinal);
        return OfPhoneHash(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input))));
    }

    /// <summary>A voucher's number, or its code, which must be its own; null when it is neither.</summary>
    public Caller? OfVoucher(string text)
    {
        if (VoucherId.TryParse(text, out var id)) return Of(id);
        if (!VoucherCodes.TryParse(text, out id)) return null;
        for (byte number = 1; keys.Find(KeyPurpose.Code, number) is { } key; number++)
            if (VoucherCodes.Matches(text, id, key)) return Of(id);
        return null;
    }

    private Caller Of(VoucherId id) => new("voucher", null, id, Audited("voucher " + id));

    /// <summary>The audit's own hash: its table and the wallets' cannot be laid side by side without the key.</summary>
    private PersonId Audited(string subject) => persons.Of("desk", subject);
}
