namespace Floodgate.Foundation.Documents;

/// <summary>What a text may look like.</summary>
internal enum TextForm
{
    /// <summary>One line for people: no control characters.</summary>
    Line,

    /// <summary>Several lines for people.</summary>
    Prose,

    /// <summary>1 to 64 lower-case letters, digits and hyphens; what other parts refer to.</summary>
    Id,
}

/// <summary>
/// Declares a member of a document: what people call it and its limits. Reader, JSON Schema, canonical writer and the
/// words of a comparison are all made from this one declaration. A member is required if its property is.
/// </summary>
/// <param name="zh">What people call it in Chinese.</param>
/// <param name="en">What people call it in English.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MemberAttribute(string zh, string en) : Attribute
{
    public string Zh { get; } = zh;

    public string En { get; } = en;

    /// <summary>The least number; only for numbers.</summary>
    public double Min { get; init; }

    /// <summary>The greatest number; for texts the most characters.</summary>
    public double Max { get; init; } = 200;

    /// <summary>The fewest items of a list.</summary>
    public int Least { get; init; }

    /// <summary>The most items of a list.</summary>
    public int Most { get; init; } = 100;

    public TextForm Form { get; init; }
}

/// <summary>What people call a choice; documents write its name, beginning with a small letter.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ChoiceAttribute(string zh, string en) : Attribute
{
    public string Zh { get; } = zh;

    public string En { get; } = en;
}
