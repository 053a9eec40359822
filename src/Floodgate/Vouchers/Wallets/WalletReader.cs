using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Projection;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// A wallet as it could be read: <see cref="AsOf"/> is set when a book was closed and its projection answered
/// instead.
/// </summary>
internal sealed record Wallet(IReadOnlyList<WalletItem> Items, DateTimeOffset? AsOf);

/// <summary>
/// Reads what a person holds: the books know it to the last commit; where one is closed the projection answers, and
/// says as
/// of when.
/// </summary>
internal sealed class WalletReader(VoucherNode node, ProjectionReader projection, TimeProvider clock)
{
    private static readonly TimeSpan BookWait = TimeSpan.FromMilliseconds(1_500);

    /// <param name="person">Whose.</param>
    /// <param name="campaign">One campaign's number; null for all.</param>
    public async Task<Wallet> ReadAsync(PersonId person, int? campaign)
    {
        var gates = campaign is { } number ? [node.Gates.Find(number)] : node.Gates.All.ToArray<CampaignGate?>();
        var parts = await Task.WhenAll(gates.OfType<CampaignGate>().Select(gate => ReadOneAsync(gate, person)));
        return new Wallet([.. parts.SelectMany(part => part.Items)], parts.Min(part => part.AsOf));
    }

    private async Task<Wallet> ReadOneAsync(CampaignGate gate, PersonId person)
    {
        if (gate.Version is { } version && gate.Damage is null)
        {
            var chain = new ChainId(gate.Number, ClaimLanes.ShardOf(person.Value, version.Definition.Shards));
            try
            {
                if (await node.Book(chain).WalletAsync(person.Value).WaitAsync(BookWait,
                    clock) is { } items) return new Wallet(items, null);
            }
#pragma warning disable CA1031 // Whatever keeps the book from answering, the projection is there.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                StorageLog.BackgroundFailed(node.Environment.Log, $"{chain}: wallet read", fault.Message);
            }
        }

        return projection.Wallet(gate.Number, person);
    }
}
