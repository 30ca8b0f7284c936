namespace Bazaar.Contracts;

/// <summary>The ledger's proof of itself.</summary>
/// <param name="Ok">True when nothing is wrong.</param>
/// <param name="Stores">What was checked, store by store.</param>
/// <param name="Findings">What is wrong, at most 100, first first.</param>
public sealed record LedgerProof(bool Ok, IReadOnlyList<StoreProof> Stores, IReadOnlyList<LedgerFinding> Findings);

/// <summary>One store's part of the proof.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Entries">Entries recomputed.</param>
/// <param name="Lines">Lines added up.</param>
/// <param name="Seq">The head's sequence.</param>
/// <param name="Hash">The head's hash.</param>
public sealed record StoreProof(string Store, long Entries, long Lines, long Seq, string Hash);

/// <summary>One thing that is wrong.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Kind"><c>hash</c>, <c>gap</c>, <c>head</c>, <c>line</c>, <c>balance</c>, <c>cost</c> or <c>total</c>.</param>
/// <param name="Seq">The entry, where one is to blame.</param>
/// <param name="Sku">The product, where one is concerned.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record LedgerFinding(string Store, string Kind, long? Seq, string? Sku, string Message);

/// <summary>The newest entry of a store, to be kept outside the database.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Seq">Its sequence.</param>
/// <param name="Hash">Its hash.</param>
public sealed record LedgerHead(string Store, long Seq, string Hash);
