namespace Floodgate.Foundation;

/// <summary>
/// A feature of a request for whoever wants to know with what it was refused: <see cref="Problem"/> fills it in.
/// </summary>
internal sealed class GivenRefusal
{
    public Refusal? Refusal { get; set; }
}
