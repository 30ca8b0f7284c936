using Bazaar.Contracts;

namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary>Answers as a shop gives them.</summary>
internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11");

    public static MovementLine Line(string sku, decimal quantity, decimal onHand, decimal price = 160m) => new()
    {
        Line = 1,
        Sku = sku,
        Quantity = quantity,
        UnitPrice = price,
        UnitCost = 141.5m,
        Amount = Math.Abs(quantity) * price,
        OnHand = onHand,
    };

    public static Movement Sale(params MovementLine[] lines) => new()
    {
        Id = Id,
        Store = "SHOP",
        Seq = 4711,
        Type = "sale",
        OccurredAt = new DateTimeOffset(2026, 3, 1, 4, 12, 44, TimeSpan.Zero),
        RecordedAt = new DateTimeOffset(2026, 3, 1, 4, 12, 44, TimeSpan.Zero),
        BusinessDate = new DateOnly(2026, 3, 1),
        Actor = "owner",
        Total = lines.Sum(l => l.Amount),
        Lines = lines,
        Fingerprint = new string('f', 64),
        PreviousHash = new string('0', 64),
        Hash = new string('a', 64),
    };

    public static Product Product(string sku = "SUGAR") => new()
    {
        Sku = sku,
        Name = "Sugar",
        NameUrdu = "چینی",
        Category = "Grocery",
        Unit = "kg",
        Barcodes = ["8961014012345"],
        Packs = [new Pack { Name = "bag", Size = 50 }],
        Price = 160,
        Archived = false,
        Version = 7,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    public static StockItem Stock(string sku, string name = "Sugar") => new()
    {
        Store = "SHOP",
        Sku = sku,
        Name = name,
        Unit = "kg",
        OnHand = 37.5m,
        Price = 160,
        UnitCost = 141.5m,
        Value = 5306.25m,
        Status = "ok",
        Seq = 4711,
    };

    public static Problem Problem(int status, string code, string detail) => new() { Status = status, Code = code, Detail = detail };
}
