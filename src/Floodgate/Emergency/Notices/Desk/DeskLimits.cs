namespace Floodgate.Emergency.Notices;

/// <summary>How long what an agent writes may be.</summary>
internal static class DeskLimits
{
    public const int BodyBytesMax = 4_096;
    public const int AgentMax = 128;
    public const int ReasonMax = 200;
    public const int IdentityMax = 256;
}
