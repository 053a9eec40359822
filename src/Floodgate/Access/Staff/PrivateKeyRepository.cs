using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Floodgate.Access.Staff;

/// <summary>
/// Keeps the data-protection keys (sessions, second-factor secrets) in DATA/keys/dp, readable by this account only; the
/// framework's own repository would leave that to the umask.
/// </summary>
internal sealed class PrivateKeyRepository(string directory) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*.xml").Select(file => XElement.Load(file))]
        : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        var name = string.Concat(friendlyName.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        PrivateFile.Write(
            Path.Combine(directory, name + ".xml"), System.Text.Encoding.UTF8.GetBytes(element.ToString()));
    }
}
