using Floodgate.Foundation.Keys;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Admission;

/// <summary>
/// Gives passes and tickets a new key when theirs is old. What older keys sealed is taken until it expires.
/// </summary>
internal sealed class PassKeyRotation(
    KeyRing keys, AdmissionOptions options, TimeProvider clock, ILogger<PassKeyRotation> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        try
        {
            do RotateOld();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    internal void RotateOld()
    {
        foreach (var purpose in new[] { KeyPurpose.Pass, KeyPurpose.Ticket })
        {
            var period = TimeSpan.FromDays(options.KeyRotationDays);
            try
            {
                // A node that was off for long goes on to where the others are.
                while (clock.GetUtcNow() - keys.Current(purpose).CreatedAt >= period)
                    AdmissionLog.KeyRotated(log, purpose, keys.Advance(purpose, period).Id);
            }
            catch (Exception fault) when (
                fault is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                AdmissionLog.KeyNotRotated(log, purpose, fault.Message);
            }
        }
    }
}
