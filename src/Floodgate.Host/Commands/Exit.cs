namespace Floodgate.Host.Commands;

/// <summary>What every command's exit code means.</summary>
internal static class Exit
{
    public const int Good = 0;

    /// <summary>What was asked does not hold: a fault, a difference, a refusal.</summary>
    public const int DoesNotHold = 1;

    public const int Usage = 2;

    /// <summary>What the command needs could not be reached or opened.</summary>
    public const int Unreachable = 3;
}
