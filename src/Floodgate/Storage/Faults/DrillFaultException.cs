using System.Data.Common;

namespace Floodgate.Storage.Faults;

/// <summary>A drill's fault where an engine would have thrown its own: whoever writes cannot tell.</summary>
internal sealed class DrillFaultException() : DbException("drill: the storage was told to fail (disk I/O error)");
