using System.Security.Cryptography;
using System.Text;
using Floodgate.Foundation.Keys;

namespace Floodgate.Access.ApiKeys;

/// <summary>
/// A key as its holder has it: <c>fgk_</c>, eight characters that name it, <c>_</c>, 43 characters of secret (256
/// random bits). The prefix lets a scanner of leaked files recognise one.
/// </summary>
internal readonly record struct ApiKeyText(string Id, string Secret)
{
    public const string Prefix = "fgk_";
    public const int IdLength = 8;
    private const int SecretLength = 43;
    private const int Length = 4 + IdLength + 1 + SecretLength;
    private const string IdAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static ApiKeyText Fresh() =>
        new(RandomNumberGenerator.GetString(IdAlphabet, IdLength),
            System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static bool TryParse(string text, out ApiKeyText key)
    {
        key = default;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[4 + IdLength] != '_')
            return false;
        key = new ApiKeyText(text.Substring(4, IdLength), text[^SecretLength..]);
        return true;
    }

    /// <summary>
    /// What is stored: a keyed hash over the whole key, so that a stolen table can be neither used nor tried.
    /// </summary>
    public byte[] Hash(KeyRing keys) =>
        HMACSHA256.HashData(keys.Current(KeyPurpose.ApiKey).Secret, Encoding.UTF8.GetBytes(ToString()));

    public override string ToString() => $"{Prefix}{Id}_{Secret}";
}
