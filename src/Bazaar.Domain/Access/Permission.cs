namespace Bazaar.Domain.Access;

/// <summary>What an endpoint lets people do. Every endpoint states one; one that does not is never reached. Who has which stands in <see cref="Rights"/>.</summary>
public enum Permission
{
    /// <summary>For everyone: health, the reference page, signing in.</summary>
    Public,

    /// <summary>See who one is, change one's own password.</summary>
    Self,

    /// <summary>See the catalogue.</summary>
    CatalogRead,

    /// <summary>Change the catalogue.</summary>
    CatalogWrite,

    /// <summary>See stores.</summary>
    StoresRead,

    /// <summary>Add, change, open and close stores.</summary>
    StoresWrite,

    /// <summary>See stock and entries.</summary>
    StockRead,

    /// <summary>Post what happens at a counter: sales, receipts, removals, customer returns.</summary>
    StockPost,

    /// <summary>Post what happened already, even when the book says that it cannot have: <c>onShortage: accept</c>.</summary>
    StockPostFacts,

    /// <summary>Post what corrects the book: openings, counts, adjustments, returns to suppliers, reversals.</summary>
    StockCorrect,

    /// <summary>Set reorder points, targets and the store's prices.</summary>
    StockLevels,

    /// <summary>See suppliers and what they ask for the goods.</summary>
    SuppliersRead,

    /// <summary>Change suppliers and what they ask of all stores.</summary>
    SuppliersWrite,

    /// <summary>See purchase orders.</summary>
    OrdersRead,

    /// <summary>Write, submit and cancel purchase orders; change what suppliers ask of one store.</summary>
    OrdersWrite,

    /// <summary>Take goods in for purchase orders.</summary>
    OrdersReceive,

    /// <summary>See transfers.</summary>
    TransfersRead,

    /// <summary>Send goods to another store; close and cancel what was sent.</summary>
    TransfersSend,

    /// <summary>Receive what another store sent.</summary>
    TransfersReceive,

    /// <summary>See counts.</summary>
    CountsRead,

    /// <summary>Add scans to an open count.</summary>
    CountsScan,

    /// <summary>Open, review, post and cancel counts; see the book of a blind one.</summary>
    CountsWrite,

    /// <summary>See reports.</summary>
    ReportsRead,

    /// <summary>See alerts.</summary>
    AlertsRead,

    /// <summary>Settle alerts.</summary>
    AlertsSettle,

    /// <summary>Read the audit trail, verify the ledger and export its heads.</summary>
    AuditRead,

    /// <summary>See metrics.</summary>
    MetricsRead,

    /// <summary>See users and API keys.</summary>
    AccessRead,

    /// <summary>Add and change users and API keys.</summary>
    AccessWrite,
}
