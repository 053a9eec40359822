using Floodgate.Foundation;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// What a person holds in one book. A read, but it queues like a claim: it sees no event before its commit.
/// </summary>
internal static class WalletDecision
{
    public static WalletItem[] Read(VoucherBook book, PersonId person)
    {
        var holder = book.Table.Find(person);
        if (holder < 0) return [];
        var items = new WalletItem[Count(book, holder)];
        var place = items.Length;
        for (var number = book.Table.Persons[holder].Newest; number >= 0; number = book.Table.Vouchers[number].Previous)
            items[--place] = Item(book, number, person);

        return items;
    }

    /// <summary>One voucher, whoever holds it; null: it is not in this book.</summary>
    public static WalletItem? ReadOne(VoucherBook book, long number)
    {
        if ((ulong)number >= (ulong)book.Table.Vouchers.Count) return null;
        var holder = book.Table.Vouchers[(int)number].Person;
        return Item(book, (int)number, book.Table.Persons[holder].Id);
    }

    private static WalletItem Item(VoucherBook book, int number, PersonId person)
    {
        ref var voucher = ref book.Table.Vouchers[number];
        return new WalletItem(
            book.IdOf(number).Value, voucher.Batch, voucher.Version, voucher.State, voucher.ClaimedAtMicros,
            voucher.CodeKey, person.Value, book.Till.Remaining(number), book.Till.Validity(number).UntilMicros,
            voucher.Frozen);
    }

    private static int Count(VoucherBook book, int holder)
    {
        var count = 0;
        for (var number = book.Table.Persons[holder].Newest; number >= 0; number = book.Table.Vouchers[number].Previous)
            count++;
        return count;
    }
}
