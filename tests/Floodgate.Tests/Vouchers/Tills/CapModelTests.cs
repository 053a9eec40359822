using CsCheck;
using Floodgate.Campaigns;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Snapshots;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>
/// Whatever tills do in whatever order on several shards, whatever of the pool's answers is lost or late, whichever
/// shard is away, however the caps change: what tills with a connection have taken never exceeds a cap.
/// </summary>
public sealed class CapModelTests
{
    private static readonly Gen<(int What, int Shard, int Amount, int Chance)[]> Steps =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 2], Gen.Int[500, 6_000], Gen.Int[0, 9]).Array[1, 80];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Caps_WhateverHappens_Hold(int shards) => Steps.Sample(steps =>
    {
        var model = new Model(shards);
        foreach (var step in steps) model.Do(step);
        model.Check();
    }, iter: 400);

    private sealed class Model
    {
        private readonly CapWorld _world;
        private readonly List<(int Shard, RedemptionAnswer Answer)> _used = [];
        private readonly Dictionary<string, long> _bound = [];

        /// <summary>The highest cap of a kind since every shard had the newest version.</summary>
        private readonly Dictionary<string, long> _most = [];
        private readonly Dictionary<string, long> _online = [];
        private readonly Dictionary<ulong, string[]> _taken = [];
        private readonly int _shards;
        private ulong _key;
        private int _person;

        public Model(int shards)
        {
            _shards = shards;
            _world = new CapWorld(Campaign(9_000, 5_000));
            Settle();
        }

        public void Do((int What, int Shard, int Amount, int Chance) step)
        {
            var shard = step.Shard % _shards;
            foreach (var till in _world.Shards)
            {
                till.Now += step.Amount * 1_000_000L;
                till.Book.Till.Caps.Full.Clear();
            }

            switch (step.What)
            {
                case < 6: Redeem(shard, step.Amount, step.Chance); break;
                case 6 or 7 when _used.Count > 0: Refund(step.Amount, step.Chance); break;
                case 8 when _used.Count > 0: Undo(step.Amount); break;
                case 9:
                    _world.Define(Campaign(step.Amount * 2, step.Amount));
                    foreach (var counter in _bound.Keys.ToArray())
                        _bound[counter] = Math.Max(_bound[counter], LimitOf(counter));
                    break;
                case 10:
                    if (!_world.Away.Remove(shard)) _world.Away.Add(shard);
                    break;
                case 11:
                    for (var one = 0; one < _shards; one++)
                        if (!_world.Away.Contains(one) || step.Chance > 4) _world.Follow(one);
                    Settle();
                    break;
                case 12:
                    _world.Recall(shard, Counters(step.Chance)[0]);
                    _world.Beat((shard + 1) % _shards);
                    break;
            }

            foreach (var (counter, cents) in _online)
                Assert.True(cents <= _bound[counter], $"{cents} taken under {counter}, bound {_bound[counter]}");
        }

        public void Check()
        {
            _world.Verify();
            foreach (var till in _world.Shards)
            {
                using var file = new MemoryStream();
                SnapshotFile.Write(file, till.Book);
                file.Position = 0;
                var kept = SnapshotFile.Read(file, till.Book.Head.Chain);
                var again = till.Replayed();
                foreach (var (counter, lease) in till.Book.Till.Caps.All)
                    foreach (var other in (Floodgate.Vouchers.Book.CapLease[])
                        [kept.Till.Caps.Of(counter), again.Till.Caps.Of(counter)])
                        Assert.Equal((lease.Received, lease.Released, lease.Spent),
                            (other.Received, other.Released, other.Spent));
                Assert.Equal(till.Book.Till.Caps.Sets, kept.Till.Caps.Sets);
                for (var place = 0; place < till.Book.Till.Table.Redemptions.Count; place++)
                    Assert.Equal(till.Book.Till.Table.Redemptions[place].Caps, kept.Till.Table.Redemptions[place].Caps);
            }
        }

        private void Redeem(int shard, int amount, int chance)
        {
            var till = _world.Shards[shard];
            if (till.Now >= till.Book.Version!.ClosesMicros) return;
            var offline = chance == 0 ? till.Now : 0;
            var (losses, counters) = (chance % 4, Counters(chance));
            var answer = _world.Redeem(
                shard, till.Claim(++_person), amount, ++_key, counters[1][9..], counters[2][7..], offline,
                () => --losses > 0);
            if (answer.Kind == RedemptionKind.CapReached) AssertReached(counters, Math.Min(amount, 3_000));
            if (answer.Kind != RedemptionKind.Done) return;
            _used.Add((shard, answer));
            if (offline == 0) Count(answer, counters, answer.DiscountCents);
        }

        /// <summary>'Reached' is only said when it is, by all that counts: no room is stranded.</summary>
        private void AssertReached(string[] counters, long cents)
        {
            if (_world.Shards.Any(till => till.Book.Version!.Number != _world.Pool.Version!.Number)) return;
            Assert.Contains(counters, counter =>
                CapCounter.Limit(_world.Pool.Version!.Definition.Redemption.Caps, counter) is { } limit
                && _world.Spent(counter) + cents > limit);
        }

        private void Refund(int amount, int chance)
        {
            var (shard, of) = _used[amount % _used.Count];
            var refund = _world.Shards[shard].Refund(of, chance > 5 ? null : 1 + (amount % of.OrderCents), ++_key);
            if (refund.Of.Kind == RedemptionKind.Done) Return(of, refund.ShareCents);
        }

        private void Undo(int amount)
        {
            var (shard, of) = _used[amount % _used.Count];
            var undone = _world.Shards[shard].Undo(of, store: 0);
            if (undone.Kind == RedemptionKind.Done) Return(of, of.DiscountCents);
        }

        private void Count(in RedemptionAnswer answer, string[] counters, long cents)
        {
            _taken[answer.Redemption] = counters;
            foreach (var counter in counters)
            {
                _online[counter] = _online.GetValueOrDefault(counter) + cents;
                _bound.TryAdd(counter, _most[CapCounter.KindOf(counter)]);
            }
        }

        private void Return(in RedemptionAnswer of, long cents)
        {
            if (!_taken.TryGetValue(of.Redemption, out var counters)) return;
            foreach (var counter in counters) _online[counter] -= cents;
        }

        /// <summary>Once every shard has the newest version its caps bind, or what was spent before.</summary>
        private void Settle()
        {
            if (_world.Shards.Any(till => till.Book.Version!.Number != _world.Pool.Version!.Number)) return;
            foreach (var counter in _bound.Keys.ToArray())
                _bound[counter] = Math.Max(LimitOf(counter), _world.Spent(counter));
            foreach (var counter in Counters(0)) _most[CapCounter.KindOf(counter)] = LimitOf(counter);
        }

        private long LimitOf(string counter) =>
            CapCounter.Limit(_world.Pool.Version!.Definition.Redemption.Caps, counter) ?? long.MaxValue;

        private string[] Counters(int chance)
        {
            var day = TimeZoneInfo.ConvertTime(
                DateTimeOffset.FromUnixTimeMilliseconds(_world.Shards[0].Now / 1_000),
                TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
            return [$"day={day:yyyy-MM-dd}", $"merchant=m{chance % 2}", "region:33"];
        }

        private CampaignDefinition Campaign(long day, long merchant)
        {
            foreach (var (kind, cents) in ((string, long)[])[("day", day), ("merchant", merchant), ("region", 40_000)])
                _most[kind] = Math.Max(_most.GetValueOrDefault(kind), cents);
            return CapWorld.Capped(
                _shards, CapWorld.Cap(CapKind.Day, day), CapWorld.Cap(CapKind.Merchant, merchant),
                CapWorld.Cap(CapKind.Region, 40_000, "33"));
        }
    }
}
