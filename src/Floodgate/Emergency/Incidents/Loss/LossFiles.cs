using System.Buffers.Binary;
using Floodgate.Admission;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Whom an incident turned away, beside the spool, so that a server that dies in it forgets nobody: 28 bytes a person,
/// a keyed hash and no more, and gone when the last count is made.
/// </summary>
internal sealed class LossFiles(string folder, ILogger log)
{
    private const int RecordBytes = PersonId.Bytes + (3 * sizeof(int));

    public void Load(CampaignGate gate)
    {
        Try(() =>
        {
            if (!File.Exists(PathOf(gate))) return;
            var bytes = File.ReadAllBytes(PathOf(gate));
            for (var at = 0; at + RecordBytes <= bytes.Length; at += RecordBytes)
            {
                var record = bytes.AsSpan(at, RecordBytes);
                gate.TurnedAway.Restore(PersonId.Read(record), new Refused(
                    BinaryPrimitives.ReadInt32BigEndian(record[16..]),
                    BinaryPrimitives.ReadInt32BigEndian(record[20..]),
                    BinaryPrimitives.ReadInt32BigEndian(record[24..])));
            }
        });
    }

    /// <summary>Begins a file with everybody known.</summary>
    public void Begin(CampaignGate gate)
    {
        gate.TurnedAway.TakeFresh();
        Write(gate, FileMode.Create, gate.TurnedAway.All());
    }

    public void Append(CampaignGate gate) => Write(gate, FileMode.Append, gate.TurnedAway.TakeFresh());

    public void Drop(CampaignGate gate) => Try(() => File.Delete(PathOf(gate)));

    private void Write(CampaignGate gate, FileMode mode, List<(PersonId Person, Refused Refused)> people)
    {
        if (people.Count == 0 && mode == FileMode.Append) return;
        Try(() =>
        {
            var bytes = new byte[people.Count * RecordBytes];
            for (var i = 0; i < people.Count; i++)
            {
                var record = bytes.AsSpan(i * RecordBytes, RecordBytes);
                people[i].Person.Write(record);
                BinaryPrimitives.WriteInt32BigEndian(record[16..], people[i].Refused.First);
                BinaryPrimitives.WriteInt32BigEndian(record[20..], people[i].Refused.Last);
                BinaryPrimitives.WriteInt32BigEndian(record[24..], people[i].Refused.Batch);
            }

            Directory.CreateDirectory(folder);
            using var file = new FileStream(PathOf(gate), mode, FileAccess.Write, FileShare.Read);
            file.Write(bytes);
        });
    }

    private string PathOf(CampaignGate gate) => Path.Combine(folder, $"turned-away.{gate.Number}");

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            IncidentsLog.WorkFailed(log, "keeping whom the incident turned away", fault.GetType().Name);
        }
    }
}
