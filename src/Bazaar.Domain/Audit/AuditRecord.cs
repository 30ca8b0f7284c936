namespace Bazaar.Domain.Audit;

/// <summary>Who does something, from where, and when.</summary>
/// <param name="Actor">The user or device.</param>
/// <param name="Address">The network address; null when it came from this computer's own program.</param>
/// <param name="At">The time.</param>
public readonly record struct Origin(string Actor, string? Address, DateTimeOffset At)
{
    /// <summary>The actor of what the program does by itself.</summary>
    public const string Program = "bazaar";
}

/// <summary>A change of anything that is not stock, as it is put on record.</summary>
/// <param name="Action">What was done: <c>product.edit</c>, <c>user.login</c>. The part before the dot is the kind of thing.</param>
/// <param name="Subject">The thing's own code: a SKU, a store, a user name.</param>
/// <param name="Store">The store concerned, when there is just one.</param>
/// <param name="Before">What it was, as JSON; only what changed. Never a secret.</param>
/// <param name="After">What it is now, likewise.</param>
public sealed record AuditChange(string Action, string Subject, string? Store = null, string? Before = null, string? After = null);

/// <summary>A record of the audit trail.</summary>
public sealed record AuditRecord
{
    /// <summary>Its place: 1, 2, 3 … without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>When, from where, and by whom.</summary>
    public required Origin Origin { get; init; }

    /// <summary>What was done to what.</summary>
    public required AuditChange Change { get; init; }

    /// <summary>The hash of the record before it.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>The record's own hash, see <see cref="AuditHash"/>.</summary>
    public byte[] Hash { get; init; } = [];
}
