using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Observing;

/// <summary>A few citizens who claimed before the drill began, and look into their wallets all the time.</summary>
internal sealed class WalletLookout : IDisposable
{
    private const int HoldersMax = 4;
    private readonly DrillCitizens _citizens;
    private readonly DrillLog _log;
    private readonly List<(string Name, string Pass, string Voucher)> _holders = [];
    private int _next;

    private WalletLookout(Uri server, DrillLog log, DrillsOptions options) =>
        (_citizens, _log) = (new DrillCitizens(server, options), log);

    /// <exception cref="RushStopped">Before the drill nobody could claim.</exception>
    public static async Task<WalletLookout> OpenAsync(
        Uri server, DrillLog log, DrillsOptions options, ulong seed, CancellationToken stop)
    {
        var wallets = new WalletLookout(server, log, options);
        try
        {
            var tokens = await wallets._citizens.TokensAsync($"holder-{seed:x}", HoldersMax);
            for (var i = 0; i < tokens.Length; i++)
            {
                var pass = await wallets._citizens.PassAsync(tokens[i], stop);
                var claim = pass is null ? null
                    : await wallets._citizens.ClaimAsync(pass, $"{seed:x}-holder-{i}", stop);
                if (claim?.VoucherId is not { } voucher)
                    throw new RushStopped(3, $"nobody can claim before the drill: {claim?.Outcome ?? "no pass"}");
                wallets._holders.Add(($"holder-{i + 1}", pass!, voucher));
            }

            return wallets;
        }
        catch
        {
            wallets.Dispose();
            throw;
        }
    }

    public async Task LookAsync(CancellationToken stop)
    {
        var (name, pass, voucher) = _holders[_next++ % _holders.Count];
        var wallet = await _citizens.WalletAsync(pass, stop);
        var there = wallet?.Contains(voucher, StringComparer.Ordinal) == true;
        _log.See(SightKind.WalletRead, name, wallet is null ? "no answer" : there ? "" : "the voucher is gone", there);
        // No answer is an outage; an answer without the voucher is a lost voucher.
        if (wallet is not null && !there)
            _log.See(SightKind.Invariant, "I3", $"the voucher of {name} is gone from the wallet", good: false);
    }

    public void Dispose() => _citizens.Dispose();
}
