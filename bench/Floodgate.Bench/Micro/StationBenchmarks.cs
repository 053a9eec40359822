using BenchmarkDotNet.Attributes;
using Floodgate.Admission;
using Floodgate.Bench.Inside;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Bench.Micro;

/// <summary>Single steps on the way of a claim: checking a pass, deciding one claim, deriving a code.</summary>
[MemoryDiagnoser]
public class StationBenchmarks : IDisposable
{
    private const long Stock = 1_000_000;
    private const int Prefilled = 100_000;
    private readonly EventWriter _events = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-micro").FullName;
    private BookBench? _book;
    private KeyRing? _keys;
    private string _authorization = "";
    private long _now;

    [GlobalSetup]
    public void Setup()
    {
        _book = new BookBench(_folder, Stock);
        _book.Claim(Prefilled, 1024);
        _keys = KeyRing.Open(Path.Combine(_folder, "keys"), TimeProvider.System);
        _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var holder = new Pass(1, 1, new PersonId(Persons.Of(1)), _now + 600, null, null, OnAllowList: false);
        _authorization = SealedToken.Seal(new Ticket(holder, 0), _keys.Current(KeyPurpose.Pass));
    }

    [Benchmark]
    public bool PassCheck() =>
        SealedToken.Open(_authorization, KeyPurpose.Pass, _keys!, _now, out _) == TokenOutcome.Valid;

    /// <summary>A holder's second claim meets the limit: look-up, key, rules; the book stays as it is.</summary>
    [Benchmark]
    public bool DecisionOfAHolder() => Decide(Persons.ClaimOf(1) with { KeyHash = 7 }) == (byte)ClaimKind.LimitReached;

    /// <summary>A retry with the same key finds its receipt.</summary>
    [Benchmark]
    public bool DecisionOfARetry() => Decide(Persons.ClaimOf(2)) == (byte)ClaimKind.Repeated;

    [Benchmark]
    public string CodeDerivation() => VoucherCodes.Of(VoucherId.Create(1, 0, 1), _keys!.Current(KeyPurpose.Code));

    [GlobalCleanup]
    public void Dispose()
    {
        _book?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private byte Decide(in ClaimRequest request)
    {
        _events.Clear();
        return (byte)ClaimDecision.Decide(_book!.Book, request, _events, _book.Book.TimeMicros).Kind;
    }
}
