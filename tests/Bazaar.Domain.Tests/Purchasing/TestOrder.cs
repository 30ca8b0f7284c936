using Bazaar.Domain.Ledger;
using Bazaar.Domain.Purchasing;

namespace Bazaar.Domain.Tests.Purchasing;

/// <summary>Orders of sugar by the kilogram and cola by the carton.</summary>
internal static class TestOrder
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly PackRatio Carton = new("carton", 24_000, 1);

    public static PurchaseOrder Placed(params OrderLine[] lines) => Draft(lines) with { OrderedAt = Now };

    public static PurchaseOrder Draft(params OrderLine[] lines) => new()
    {
        Id = Guid.CreateVersion7(),
        Number = 7,
        Store = "SHOP",
        StoreId = 1,
        Supplier = "METRO",
        SupplierId = 1,
        Actor = "owner",
        Version = 1,
        CreatedAt = Now,
        Lines = lines.Length > 0 ? lines : [Sugar(1, 50_000)],
    };

    public static OrderLine Sugar(int number, long quantity) =>
        new() { Number = number, Product = 1, Sku = "SUGAR", Quantity = quantity, Base = quantity, Cost = 100_0000, Amount = quantity * 10 };

    public static OrderLine Cola(int number, long cartons) =>
        new() { Number = number, Product = 2, Sku = "COLA", Pack = Carton, Quantity = cartons, Base = cartons * 24, Cost = 2400_0000, Amount = cartons * 240 };

    public static OrderReceipt Receipt(long seq, long quantity, int line = 1, bool closes = false, long? reversedBy = null) =>
        new(seq, Guid.CreateVersion7(), Now, closes, reversedBy, [new ReceiptLine(line, quantity, 100_0000, null)]);

    public static ReceiptDraft Came(params ReceiptDraftLine[] lines) => new() { Id = Guid.CreateVersion7(), Actor = "owner", Lines = lines };

    public static ReceiptDraftLine OfSugar(long quantity, int? line = null) => new(line, line is null ? "SUGAR" : null, quantity, null, null);

    /// <summary>A catalogue with cola by a carton of some size.</summary>
    public sealed class Book(long cartonSize = 24_000) : IProductBook
    {
        public LedgerProduct? BySku(string sku) => sku switch
        {
            "SUGAR" => new LedgerProduct(1, "SUGAR", 3, 160_00, 90_0000, false, []),
            "COLA" => new LedgerProduct(2, "COLA", 0, 120_00, null, false, [new PackRatio("carton", cartonSize, 1)]),
            "OLD" => new LedgerProduct(3, "OLD", 0, 1_00, 1_0000, true, []),
            _ => null,
        };

        public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) => null;
    }
}
