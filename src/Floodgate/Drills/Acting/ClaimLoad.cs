using System.Collections.Concurrent;
using System.Globalization;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills.Acting;

/// <summary>Bare claims at a steady pace, each by another person; forged ones come with passes of nobody.</summary>
internal sealed class ClaimLoad : IDrillLoad
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private readonly Inject _inject;
    private readonly DrillCitizens _citizens;
    private readonly StaffClient _staff;
    private readonly DrillLog _log;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ulong _seed;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Pass, string Voucher)> _receipts = new();
    private readonly SemaphoreSlim _places;
    private Task _running = Task.CompletedTask;

    public ClaimLoad(
        Inject inject, Uri server, StaffClient staff, DrillLog log, DrillsOptions options, TimeProvider clock,
        ulong seed)
    {
        (_inject, _staff, _log, _options, _clock, _seed) = (inject, staff, log, options, clock, seed);
        _citizens = new DrillCitizens(server, options);
        _places = new SemaphoreSlim(options.InFlightMax);
    }

    public string? Campaign => null;

    /// <summary>What its people are called together; the issuer takes forty characters.</summary>
    private string Name
    {
        get
        {
            var name = $"{_seed:x}-{_inject.Id}";
            return name[..Math.Min(40, name.Length)];
        }
    }

    private bool Forged => _inject.Kind == InjectKind.ForgedClaims;

    public async Task BiteAsync(CancellationToken stop)
    {
        var people = _inject.PerSecond!.Value * _inject.ForSeconds!.Value;
        var tokens = Forged ? new string[people] : await _citizens.TokensAsync(Name, people);
        _running = RunAsync(tokens, _stop.Token);
    }

    public void Stop() => _stop.Cancel();

    public async Task FinishAsync(CancellationToken stop)
    {
        try
        {
            await _running.WaitAsync(stop);
            for (var i = 0; i < _options.InFlightMax; i++) await _places.WaitAsync(stop);
            foreach (var (code, count) in _answers)
                _log.See(SightKind.Answers, code, _inject.Id, number: count);
            if (!Forged) await CheckAsync(stop);
        }
        catch (OperationCanceledException)
        {
            _log.See(SightKind.Note, _inject.Id, "the load has no result: it was stopped", good: false);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _citizens.Dispose();
        _places.Dispose();
    }

    private async Task RunAsync(string[] tokens, CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), _clock);
        try
        {
            for (var sent = 0; sent < tokens.Length; await timer.WaitForNextTickAsync(stop))
            {
                var due = (int)(_clock.GetElapsedTime(began).TotalSeconds * _inject.PerSecond!.Value);
                for (; sent < Math.Min(due, tokens.Length); sent++)
                {
                    // Whoever finds no place is not sent: the crowd shares this machine with what it tests.
                    if (!_places.Wait(0, stop)) Count("not-sent");
                    else _ = OneAsync(tokens[sent], sent);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody new comes.
        }
    }

    private async Task OneAsync(string token, int number)
    {
        try
        {
            var pass = Forged ? ForgedPass(number) : await _citizens.PassAsync(token, CancellationToken.None);
            var claim = pass is null
                ? new DrillClaim(DrillClaim.NoAnswer, null)
                : await _citizens.ClaimAsync(pass, $"{_seed:x}-{_inject.Id}-{number}", CancellationToken.None);
            Count(claim.Outcome);
            if (claim.VoucherId is { } voucher) _receipts.Enqueue((pass!, voucher));
        }
        finally
        {
            _places.Release();
        }
    }

    private void Count(string outcome) => _answers.AddOrUpdate(outcome, 1, static (_, count) => count + 1);

    /// <summary>I1 by the ledger, I3 by the wallets of those who were given a receipt.</summary>
    private async Task CheckAsync(CancellationToken stop)
    {
        if (await _staff.TryGetAsync($"/api/v1/ops/campaigns/{DrillCampaign.Id}/ledger", stop) is { } ledger)
        {
            var counts = ledger.GetProperty("counts");
            var (stock, issued) = (counts.GetProperty("stock").GetInt64(), counts.GetProperty("issued").GetInt64());
            _log.See(
                SightKind.Invariant, "I1", $"{issued:N0} issued of {stock:N0}, {_receipts.Count:N0} receipts",
                issued <= stock && issued >= _receipts.Count);
        }

        var every = Math.Max(1, _receipts.Count / _options.WalletChecksMax);
        var asked = _receipts.Where((_, i) => i % every == 0).ToArray();
        var found = 0;
        var began = _clock.GetTimestamp();
        foreach (var (pass, voucher) in asked)
            if (await IsHeldAsync(pass, voucher, began, stop)) found++;
        _log.See(
            SightKind.Invariant, "I3", $"{found:N0} of {asked.Length:N0} receipts found again", found == asked.Length);
    }

    /// <summary>While a book opens again a wallet is that of a moment before, and says so: it is asked again.</summary>
    private async Task<bool> IsHeldAsync(string pass, string voucher, long began, CancellationToken stop)
    {
        while (true)
        {
            if (await _citizens.WalletAsync(pass, stop) is { } wallet && wallet.Contains(voucher)) return true;
            if (_clock.GetElapsedTime(began).TotalSeconds > _options.CatchUpSecondsMax) return false;
            await Task.Delay(Again, _clock, stop);
        }
    }

    /// <summary>Looks like a pass and is none.</summary>
    private string ForgedPass(int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"forged-{_seed:x}-{number}");
        return Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text)).TrimEnd('=') + ".bm90LWEtc2VhbA";
    }
}
