using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Audit;

/// <summary>
/// The audit trail's chain, made like the ledger's: SHA-256 over the record's canonical text, which begins with the hash before it.
/// docs/reference/chain.md describes the bytes.
/// </summary>
public static class AuditHash
{
    [ThreadStatic]
    private static CanonicalText? _text;

    /// <summary>What stands for the hash before the first record.</summary>
    public static byte[] Genesis { get; } = new byte[32];

    /// <summary>The hash of a record; its own <see cref="AuditRecord.Hash"/> is not covered.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Of(AuditRecord record) => (_text ??= new CanonicalText()).Begin("bazaar-audit-1")
        .Field("previousHash", Convert.ToHexStringLower(record.PreviousHash))
        .Field("seq", record.Seq)
        .Field("at", record.Origin.At)
        .Field("actor", record.Origin.Actor)
        .Field("address", record.Origin.Address)
        .Field("action", record.Change.Action)
        .Field("subject", record.Change.Subject)
        .Field("store", record.Change.Store)
        .Field("before", record.Change.Before)
        .Field("after", record.Change.After)
        .Sha256();
}
