using Bazaar.Contracts;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;

namespace Bazaar.Server.Features.Catalog;

/// <summary>Turns product requests into rows and rows into products, naming every field that is wrong.</summary>
internal static class ProductParsing
{
    private const int MaxParts = 20;

    /// <summary>Reads a whole product.</summary>
    public static ProductRow? Parse(ProductRequest request, out Problem? problem)
    {
        var errors = new FieldErrors();
        var packs = ReadPacks(request.Packs, errors);
        if (!Unit.TryParse(request.Unit ?? "piece", out var unit, out var unitError))
        {
            errors.Add("unit", unitError);
        }

        var row = new ProductRow
        {
            Sku = errors.RequiredCode("sku", request.Sku),
            Name = errors.Required("name", request.Name, 200),
            NameUrdu = errors.Optional("nameUrdu", request.NameUrdu, 200),
            Category = errors.Optional("category", request.Category, 100),
            Unit = unit?.Name ?? "",
            Price = ReadPrice(request.Price, errors) ?? 0,
            Cost = ReadCost(request.Cost, errors),
            ShelfLifeDays = ReadShelfLife(request.ShelfLifeDays, errors),
            Packs = packs,
            Barcodes = ReadBarcodes(request.Barcodes, request.Packs, errors),
        };
        if (request.Price is null)
        {
            errors.Add("price", "is needed.");
        }

        problem = errors.ToProblem();
        return problem is null ? row : null;
    }

    /// <summary>Reads a patch into a change of a row.</summary>
    public static Func<ProductRow, ProductRow>? Parse(ProductPatch patch, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        var name = patch.Name.IsGiven ? errors.Required("name", patch.Name.Value, 200) : null;
        var nameUrdu = errors.Optional("nameUrdu", patch.NameUrdu.Value, 200);
        var category = errors.Optional("category", patch.Category.Value, 100);
        var price = ReadPrice(patch.Price.Value, errors);
        var cost = ReadCost(patch.Cost.Value, errors);
        var shelfLife = ReadShelfLife(patch.ShelfLifeDays.Value, errors);
        var packs = patch.Packs.IsGiven ? ReadPacks(patch.Packs.Value, errors) : null;
        var unitCodes = patch.Barcodes.IsGiven ? ReadBarcodes(patch.Barcodes.Value, null, errors) : null;
        var packCodes = patch.Packs.IsGiven ? ReadBarcodes(null, patch.Packs.Value, errors) : null;
        if (patch.Price.IsGiven && price is null)
        {
            errors.Add("price", "is needed.");
        }

        problem = errors.ToProblem();
        return problem is not null ? null : before => before with
        {
            Name = name ?? before.Name,
            NameUrdu = patch.NameUrdu.IsGiven ? nameUrdu : before.NameUrdu,
            Category = patch.Category.IsGiven ? category : before.Category,
            Price = price ?? before.Price,
            Cost = patch.Cost.IsGiven ? cost : before.Cost,
            ShelfLifeDays = patch.ShelfLifeDays.IsGiven ? shelfLife : before.ShelfLifeDays,
            Packs = packs ?? before.Packs,
            Barcodes = [.. unitCodes ?? before.Barcodes.Where(b => b.Pack is null), .. packCodes ?? before.Barcodes.Where(b => b.Pack is not null)],
            ArchivedAt = patch.Archived.IsGiven && patch.Archived.Value is { } archive ? (archive ? before.ArchivedAt ?? Clock.ToMicros(now) : null) : before.ArchivedAt,
        };
    }

    public static Product ToWire(ProductRow row) => new()
    {
        Sku = row.Sku,
        Name = row.Name,
        NameUrdu = row.NameUrdu,
        Category = row.Category,
        Unit = row.Unit,
        Barcodes = [.. row.Barcodes.Where(b => b.Pack is null).Select(b => b.Code)],
        Packs = [.. row.Packs.Select((p, i) => new Pack
        {
            Name = p.Name,
            Size = LedgerWire.Quantity(p.Size),
            Per = p.Per == 1 ? null : (int)p.Per,
            Barcode = row.Barcodes.FirstOrDefault(b => b.Pack == i)?.Code,
        })],
        Price = LedgerWire.Money(row.Price),
        Cost = row.Cost is { } cost ? LedgerWire.Cost(cost) : null,
        ShelfLifeDays = (int?)row.ShelfLifeDays,
        Archived = row.ArchivedAt is not null,
        Version = row.Version,
        CreatedAt = Clock.FromMicros(row.CreatedAt),
        UpdatedAt = Clock.FromMicros(row.UpdatedAt),
    };

    private static long? ReadPrice(decimal? price, FieldErrors errors) => errors.Scaled("price", price, Exact.MoneyDecimals, 0, Exact.MaxPrice);

    private static long? ReadCost(decimal? cost, FieldErrors errors) => errors.Scaled("cost", cost, Exact.CostDecimals, 0, Exact.MaxCost);

    private static int? ReadShelfLife(int? days, FieldErrors errors)
    {
        if (days is < 1 or > 36_500)
        {
            errors.Add("shelfLifeDays", "must be from 1 to 36500.");
        }

        return days;
    }

    private static List<PackRow> ReadPacks(IReadOnlyList<Pack>? packs, FieldErrors errors)
    {
        var rows = new List<PackRow>();
        if (packs?.Count > MaxParts)
        {
            errors.Add("packs", $"holds more than {MaxParts}.");
            return rows;
        }

        for (var i = 0; i < packs?.Count; i++)
        {
            var name = errors.Required($"packs[{i}].name", packs[i]?.Name, 50);
            var size = errors.Scaled($"packs[{i}].size", packs[i]?.Size ?? 0, Exact.QuantityDecimals, 1, Exact.MaxLineQuantity) ?? 0;
            if (packs[i]?.Per is < 1 or > 1_000_000)
            {
                errors.Add($"packs[{i}].per", "must be from 1 to 1000000.");
            }

            if (rows.Any(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                errors.Add($"packs[{i}].name", "is there twice.");
            }

            rows.Add(new PackRow(name, size, packs[i]?.Per ?? 1));
        }

        return rows;
    }

    private static List<BarcodeRow> ReadBarcodes(IReadOnlyList<string>? unitCodes, IReadOnlyList<Pack>? packs, FieldErrors errors)
    {
        var rows = new List<BarcodeRow>();
        if (unitCodes?.Count > MaxParts)
        {
            errors.Add("barcodes", $"holds more than {MaxParts}.");
            return rows;
        }

        for (var i = 0; i < unitCodes?.Count; i++)
        {
            ReadBarcode($"barcodes[{i}]", unitCodes[i], null, rows, errors);
        }

        for (var i = 0; i < Math.Min(packs?.Count ?? 0, MaxParts); i++)
        {
            if (packs![i]?.Barcode is { Length: > 0 } code)
            {
                ReadBarcode($"packs[{i}].barcode", code, i, rows, errors);
            }
        }

        return rows;
    }

    private static void ReadBarcode(string field, string? code, long? pack, List<BarcodeRow> rows, FieldErrors errors)
    {
        if (!Barcode.TryParse(code, out var barcode, out var error))
        {
            errors.Add(field, error);
        }
        else if (rows.Any(r => r.Key == barcode.Key))
        {
            errors.Add(field, "is there twice.");
        }
        else
        {
            rows.Add(new BarcodeRow(barcode.Text, barcode.Key, pack));
        }
    }
}
