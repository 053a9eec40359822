using System.Security.Cryptography;
using System.Text;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;

namespace Floodgate.Access.Citizens;

/// <summary>
/// Turns an identity into the person the system knows: the first 128 bits of HMAC-SHA256 under the person key.
/// Without the key a list of phone numbers cannot be tried against the journal.
/// </summary>
internal sealed class PersonKey(KeyRing keys)
{
    public const string Person = "person";
    public const string Phone = "phone";
    public const string Account = "account";

    private readonly byte[] _secret = keys.Current(KeyPurpose.Person).Secret;

    /// <summary>The same kind and value always give the same person; kinds never meet.</summary>
    public PersonId Of(string kind, string value)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(kind + "\n" + value), mac);
        return PersonId.Read(mac[..PersonId.Bytes]);
    }
}
