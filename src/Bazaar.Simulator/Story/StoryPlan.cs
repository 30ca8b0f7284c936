using Bazaar.Contracts;

namespace Bazaar.Simulator.Story;

/// <summary>What happens around the trade of a demo: who supplies it, what is ordered, counted and sent. Only a plan; nothing is done yet.</summary>
internal sealed record StoryPlan
{
    public required IReadOnlyList<PlannedSupplier> Suppliers { get; init; }

    public required IReadOnlyList<PlannedOrder> Orders { get; init; }

    public required IReadOnlyList<PlannedTransfer> Transfers { get; init; }

    /// <summary>The last one is opened last, so that it tells whether the whole was done.</summary>
    public required IReadOnlyList<PlannedCount> Counts { get; init; }

    /// <summary>Makes it. The same scene gives the same plan.</summary>
    /// <param name="scene">Where and when.</param>
    public static StoryPlan Make(StoryScene scene) => new()
    {
        Suppliers = StorySuppliers.Plan(scene.Catalogue),
        Orders = StoryOrders.Plan(scene),
        Transfers = StoryTransfers.Plan(scene),
        Counts = StoryCounts.Plan(scene),
    };
}

/// <summary>A supplier, and on what terms it supplies what.</summary>
/// <param name="Supplier">The supplier.</param>
/// <param name="Terms">What it asks first.</param>
/// <param name="NewCosts">What it asks instead now, by SKU.</param>
internal sealed record PlannedSupplier(SupplierRequest Supplier, IReadOnlyList<SourcingRequest> Terms, IReadOnlyDictionary<string, decimal> NewCosts);

/// <summary>An order, and what became of it.</summary>
/// <param name="Order">The order.</param>
/// <param name="IsSent">False: a draft.</param>
/// <param name="Receipt">What came; null when nothing has.</param>
/// <param name="CancelReason">Why the rest is called off; null when it is not.</param>
internal sealed record PlannedOrder(PurchaseOrderRequest Order, bool IsSent, ReceiveOrderRequest? Receipt = null, string? CancelReason = null);

/// <summary>Goods between stores, and what became of them.</summary>
/// <param name="Transfer">What was sent.</param>
/// <param name="Receipt">What arrived; null when nothing has.</param>
/// <param name="Close">Why the rest never will; null while it may.</param>
internal sealed record PlannedTransfer(TransferRequest Transfer, TransferReceiptRequest? Receipt = null, TransferCloseRequest? Close = null);

/// <summary>A count, and how far it is.</summary>
/// <param name="Count">The count.</param>
/// <param name="Scans">What was scanned.</param>
/// <param name="IsPosted">True when it is in the book.</param>
internal sealed record PlannedCount(CountRequest Count, IReadOnlyList<CountScan> Scans, bool IsPosted);
