namespace Floodgate.Foundation;

/// <summary>One store's order, as filters know it: the reference's hash, spread with the store's number.</summary>
internal static class TillOrder
{
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    /// <param name="store">The store's number.</param>
    /// <param name="order">Hash of the order's reference.</param>
    public static UInt128 Hash(int store, ulong order)
    {
        var mixed = (order ^ ((ulong)(uint)store * Odd)) * Odd;
        return new UInt128(mixed ^ (mixed >> 29), order ^ ((ulong)(uint)store << 32));
    }
}
