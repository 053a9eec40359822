using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Access;

namespace Floodgate.Tills.Merchants;

/// <summary>The directory in a file of the data folder: tills go on after a restart without the database.</summary>
internal sealed class StoreCopy(string file)
{
    public const string FileName = "stores.json";
    private const int BytesMax = 512 << 20;

    /// <summary>Empty when there is no file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no copy of a directory.</exception>
    public IReadOnlyList<StoreFacts> Read()
    {
        if (!File.Exists(file)) return [];
        if (new FileInfo(file).Length > BytesMax) throw new InvalidDataException("the copy is too large");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), StoreCopyJson.Default.StoreFactsArray) ?? [];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("the copy is not JSON", fault);
        }
    }

    /// <exception cref="IOException">It was not written; what was there before is there still.</exception>
    public void Write(IReadOnlyList<StoreFacts> stores) =>
        PrivateFile.Write(
            file, JsonSerializer.SerializeToUtf8Bytes([.. stores], StoreCopyJson.Default.StoreFactsArray));
}

[JsonSerializable(typeof(StoreFacts[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class StoreCopyJson : JsonSerializerContext;
