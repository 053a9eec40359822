using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tests.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Tests.Vouchers;

/// <summary>Books, versions and claims for tests.</summary>
internal static class BookMaker
{
    public static long OpensMicros => Sample.OpensAt.Micros();

    public static VoucherBook With(long stock)
    {
        var book = new VoucherBook(new ChainHead(new ChainId(1, 0), 1, 0, JournalRow.FirstHash));
        book.Define(Version(1, Sample.Campaign));
        book.Stock[0].Receive(stock);
        return book;
    }

    public static CampaignVersion Version(int number, CampaignDefinition definition) => new(number, 1, definition);

    public static ClaimRequest Claim(int person) => new((UInt128)person, (ulong)person, 0, ClaimKind.None, null);
}
