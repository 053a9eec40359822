namespace Floodgate.Foundation.Documents;

/// <summary>What JSON and YAML have in common; one reader understands both. Lines are counted from 1.</summary>
internal abstract record DocumentNode(int Line);

internal sealed record ObjectNode(int Line, IReadOnlyList<DocumentMember> Members) : DocumentNode(Line);

internal sealed record ListNode(int Line, IReadOnlyList<DocumentNode> Items) : DocumentNode(Line);

/// <summary>
/// A value with the text as it was written; numbers stay text until it is known which number is wanted.
/// </summary>
internal sealed record ScalarNode(int Line, ScalarKind Kind, string Text) : DocumentNode(Line);

/// <summary>Names are kept in order and may repeat: that a name repeats is for the reader to refuse.</summary>
internal sealed record DocumentMember(int Line, string Name, DocumentNode Value);

internal enum ScalarKind { Text, Number, Flag, Null }
