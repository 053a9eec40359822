using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Floodgate.Foundation.Signals;

namespace Floodgate.Bench.Load;

/// <summary>One thread of the generator with its own connections; takes every <c>lanes</c>-th request.</summary>
internal sealed class OpenLoopLane
{
    private readonly IReadOnlyList<byte[]> _requests;
    private readonly LatencyHistogram _latencies;
    private readonly int _stride;
    private readonly long _start;
    private readonly double _ticksPerRequest;
    private readonly long _drainTicks;
    private readonly LoadConnection[] _connections;
    private readonly PollFd[] _polled;
    private readonly Stack<int> _idle = new();
    private int _next;

    public OpenLoopLane(
        IPEndPoint server, IReadOnlyList<byte[]> requests, LatencyHistogram latencies, int lane, int lanes,
        int connections, long start, double ratePerSecond, TimeSpan drainMax)
    {
        (_requests, _latencies, _next, _stride, _start) = (requests, latencies, lane, lanes, start);
        _ticksPerRequest = Stopwatch.Frequency / ratePerSecond;
        _drainTicks = (long)(drainMax.TotalSeconds * Stopwatch.Frequency);
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new LoadConnection(server))];
        _polled = [.. _connections.Select(connection => new PollFd { Fd = connection.Handle, Events = PollIn })];
        for (var i = 0; i < connections; i++) _idle.Push(i);
    }

    private const short PollIn = 1;

    public long Sent { get; private set; }

    public long Issued { get; private set; }

    public long Refused { get; private set; }

    public long Failed { get; private set; }

    public long Late { get; private set; }

    public void Run()
    {
        var end = Intended(_requests.Count) + _drainTicks;
        while (_next < _requests.Count || _idle.Count < _connections.Length)
        {
            var now = Stopwatch.GetTimestamp();
            if (now > end) break;
            while (_next < _requests.Count && Intended(_next) <= now && _idle.TryPop(out var free))
            {
                _connections[free].Send(_requests[_next], Intended(_next));
                _next += _stride;
                Sent++;
            }

            var until = _next < _requests.Count && _idle.Count > 0 ? Intended(_next) : end;
            var wait = until - Stopwatch.GetTimestamp();
            if (wait > 0 && Poll(wait) == 0) continue;
            Receive();
        }

        CountLate();
    }

    private long Intended(int request) => _start + (long)(request * _ticksPerRequest);

    private int Poll(long ticks)
    {
        var nanoseconds = ticks * (1_000_000_000 / Stopwatch.Frequency);
        var timeout = new Timespec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        return ppoll(_polled, (nuint)_polled.Length, in timeout, 0);
    }

    private void Receive()
    {
        for (var i = 0; i < _connections.Length; i++)
        {
            if (_polled[i].Returned == 0) continue;
            _polled[i].Returned = 0;
            var connection = _connections[i];
            if (!connection.TryReceive(out var status)) continue;
            _latencies.Record(Stripes.Row(), Stopwatch.GetTimestamp() - connection.IntendedAt);
            if (status is 200 or 201) Issued++;
            else if (status == 409) Refused++;
            else Failed++;
            if (connection.IsOpen) _idle.Push(i);
            else _polled[i].Fd = -1;
        }
    }

    private void CountLate()
    {
        foreach (var connection in _connections)
        {
            if (connection.IsBusy) AddLate(connection.IntendedAt);
            connection.Dispose();
        }

        for (; _next < _requests.Count; _next += _stride) AddLate(Intended(_next));
    }

    private void AddLate(long intendedAt)
    {
        Late++;
        _latencies.Record(Stripes.Row(), Stopwatch.GetTimestamp() - intendedAt);
    }

    [DllImport("libc", EntryPoint = "ppoll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ppoll([In, Out] PollFd[] fds, nuint count, in Timespec timeout, nint signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
