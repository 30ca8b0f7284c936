namespace Bazaar.Contracts;

/// <summary>The ledger's proof of itself.</summary>
/// <param name="Ok">True when nothing is wrong.</param>
/// <param name="Stores">What was checked, store by store.</param>
/// <param name="Findings">What is wrong, at most 100, first first.</param>
public sealed record LedgerProof(bool Ok, IReadOnlyList<StoreProof> Stores, IReadOnlyList<LedgerFinding> Findings)
{
    /// <summary>The audit trail's part; absent when only one store was asked for.</summary>
    public AuditProof? Audit { get; init; }
}

/// <summary>The audit trail's part of the proof.</summary>
/// <param name="Records">Records recomputed.</param>
/// <param name="Seq">The head's place.</param>
/// <param name="Hash">The head's hash.</param>
public sealed record AuditProof(long Records, long Seq, string Hash);

/// <summary>One store's part of the proof.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Entries">Entries recomputed.</param>
/// <param name="Lines">Lines added up.</param>
/// <param name="Seq">The head's sequence.</param>
/// <param name="Hash">The head's hash.</param>
public sealed record StoreProof(string Store, long Entries, long Lines, long Seq, string Hash);

/// <summary>One thing that is wrong.</summary>
/// <param name="Store">The store's code; null for the audit trail.</param>
/// <param name="Kind"><c>hash</c>, <c>gap</c>, <c>head</c>, <c>line</c>, <c>balance</c>, <c>cost</c>, <c>total</c>, <c>audit</c>, <c>kept</c> where a head that was kept elsewhere disagrees, or <c>signature</c> where what was kept is not what was signed.</param>
/// <param name="Seq">The entry, or the record of the audit trail, where one is to blame.</param>
/// <param name="Sku">The product, where one is concerned.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record LedgerFinding(string? Store, string Kind, long? Seq, string? Sku, string Message);

/// <summary>The newest entry of a store, to be kept outside the database.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Seq">Its sequence.</param>
/// <param name="Hash">Its hash.</param>
public sealed record LedgerHead(string Store, long Seq, string Hash);

/// <summary>All heads of one moment: kept outside the database they prove later that nothing before them was altered.</summary>
/// <param name="Items">Every store's newest entry.</param>
/// <param name="Audit">The audit trail's newest record.</param>
public sealed record LedgerHeads(IReadOnlyList<LedgerHead> Items, AuditHead Audit)
{
    /// <summary>When they were signed.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Says who gave them out: a JWS without its payload, which is made of the heads. <see cref="SignedHeads"/> verifies it.</summary>
    public string? Signature { get; init; }
}

/// <summary>The newest record of the audit trail.</summary>
/// <param name="Seq">Its place; 0 when there is none.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Seq, string Hash);

/// <summary>A change of anything that is not stock.</summary>
public sealed record AuditRecord
{
    /// <summary>Its place in the trail: 1, 2, 3 … without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a user, a device, or <c>bazaar</c> for what the program does by itself.</summary>
    public required string Actor { get; init; }

    /// <summary>From which network address; null from this computer's own program.</summary>
    public string? Address { get; init; }

    /// <summary>What was done: <c>product.edit</c>. The part before the dot is the kind of thing.</summary>
    public required string Action { get; init; }

    /// <summary>To what: a SKU, a store's code, an alert's id …</summary>
    public required string Subject { get; init; }

    /// <summary>The store, when there is just one.</summary>
    public string? Store { get; init; }

    /// <summary>What it was: a JSON object of only what changed, as the very text that was hashed.</summary>
    public string? Before { get; init; }

    /// <summary>What it is, likewise.</summary>
    public string? After { get; init; }

    /// <summary>The hash of the record before it.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The record's own hash.</summary>
    public required string Hash { get; init; }
}
