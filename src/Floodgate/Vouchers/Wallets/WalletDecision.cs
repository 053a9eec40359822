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
        var items = new WalletItem[book.Table.Persons[holder].Held];
        var place = items.Length;
        for (var number = book.Table.Persons[holder].Newest; number >= 0; number = book.Table.Vouchers[number].Previous)
        {
            ref var voucher = ref book.Table.Vouchers[number];
            items[--place] = new WalletItem(
                book.IdOf(number).Value, voucher.Batch, voucher.Version, voucher.State, voucher.ClaimedAtMicros,
                voucher.CodeKey, person.Value);
        }

        return items;
    }
}
