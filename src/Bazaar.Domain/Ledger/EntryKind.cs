namespace Bazaar.Domain.Ledger;

/// <summary>The kinds of business facts.</summary>
public enum EntryKind
{
    /// <summary>What was there when the ledger began.</summary>
    Opening,

    /// <summary>A goods receipt.</summary>
    StockIn,

    /// <summary>A sale.</summary>
    Sale,

    /// <summary>Goods that left without being sold; has a reason.</summary>
    Removal,

    /// <summary>Goods a customer brought back.</summary>
    CustomerReturn,

    /// <summary>Goods returned to a supplier.</summary>
    SupplierReturn,

    /// <summary>Goods sent to another store.</summary>
    TransferOut,

    /// <summary>Goods received from another store.</summary>
    TransferIn,

    /// <summary>A stocktake: what was there at a time.</summary>
    Count,

    /// <summary>A signed correction.</summary>
    Adjustment,

    /// <summary>Takes back another entry.</summary>
    Reversal,
}

/// <summary>The kinds' names on the wire and in the database, and their directions.</summary>
public static class EntryKinds
{
    private static readonly string[] Names =
        ["opening", "stockIn", "sale", "removal", "customerReturn", "supplierReturn", "transferOut", "transferIn", "count", "adjustment", "reversal"];

    /// <summary>The kinds that a client may post as a movement; the others come from their own routes.</summary>
    public static IReadOnlyList<EntryKind> Postable { get; } =
        [EntryKind.Opening, EntryKind.StockIn, EntryKind.Sale, EntryKind.Removal, EntryKind.CustomerReturn, EntryKind.SupplierReturn, EntryKind.Count, EntryKind.Adjustment];

    /// <summary>The kind's name.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this EntryKind kind) => Names[(int)kind];

    /// <summary>Finds a kind by its exact name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind, when found.</param>
    public static bool TryParse(string? name, out EntryKind kind)
    {
        var index = Array.IndexOf(Names, name);
        kind = (EntryKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>+1 for kinds that bring goods in, −1 for those that take them out, 0 where the lines say.</summary>
    /// <param name="kind">The kind.</param>
    public static int Direction(this EntryKind kind) => kind switch
    {
        EntryKind.Opening or EntryKind.StockIn or EntryKind.CustomerReturn or EntryKind.TransferIn => 1,
        EntryKind.Sale or EntryKind.Removal or EntryKind.SupplierReturn or EntryKind.TransferOut => -1,
        _ => 0,
    };

    /// <summary>True for kinds whose lines are valued at a selling price.</summary>
    /// <param name="kind">The kind.</param>
    public static bool HasPrice(this EntryKind kind) => kind is EntryKind.Sale or EntryKind.CustomerReturn;

    /// <summary>True for kinds that bring goods in at a cost of their own.</summary>
    /// <param name="kind">The kind.</param>
    public static bool HasCost(this EntryKind kind) => kind is EntryKind.Opening or EntryKind.StockIn or EntryKind.TransferIn;
}

/// <summary>Why goods were removed.</summary>
public static class RemovalReasons
{
    /// <summary>All reasons, as they are written.</summary>
    public static IReadOnlyList<string> All { get; } = ["damaged", "expired", "lost", "theft", "ownUse", "sample", "other"];
}
