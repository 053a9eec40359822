namespace Floodgate.Foundation;

/// <summary>Crockford's base 32: no I, L, O, U; what a person reads aloud survives. 5 bits a character.</summary>
internal static class Base32
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static void Write(ulong value, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= 5) text[i] = Alphabet[(int)(value & 31)];
    }

    public static bool TryRead(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        foreach (var character in text)
        {
            var digit = Digit(character);
            if (digit < 0 || value >> 59 != 0) return false;
            value = (value << 5) | (uint)digit;
        }

        return true;
    }

    public static char Character(int digit) => Alphabet[digit & 31];

    /// <summary>The digit of a character, or -1. Lower case and the look-alikes O, I, L are read as meant.</summary>
    public static int Digit(char character) => char.ToUpperInvariant(character) switch
    {
        'O' => 0,
        'I' or 'L' => 1,
        var c => Alphabet.IndexOf(c, StringComparison.Ordinal),
    };
}
