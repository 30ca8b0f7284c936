using System.Text.Json;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;

namespace Bazaar.Storage.Catalog;

/// <summary>What goes on record when the catalogue changes.</summary>
internal static class ProductAudit
{
    /// <summary>A product that was added or changed; null when nothing differs.</summary>
    public static AuditChange? Of(ProductRow? before, ProductRow after)
    {
        var was = before ?? after;
        var fields = new ChangedFields(before is null)
            .Text("name", was.Name, after.Name)
            .Text("nameUrdu", was.NameUrdu, after.NameUrdu)
            .Text("category", was.Category, after.Category)
            .Text("unit", was.Unit, after.Unit)
            .List("barcodes", UnitCodes(was), UnitCodes(after), (json, code) => json.WriteStringValue(code))
            .List("packs", Packs(was), Packs(after), Write)
            .Money("price", was.Price, after.Price)
            .Cost("cost", was.Cost, after.Cost)
            .Number("shelfLifeDays", was.ShelfLifeDays, after.ShelfLifeDays);
        if (before is not null)
        {
            fields.Flag("archived", was.ArchivedAt is not null, after.ArchivedAt is not null);
        }

        return fields.ToChange(ActionOf(before, after), after.Sku);
    }

    /// <summary>An import as a whole; its products have records of their own.</summary>
    public static AuditChange OfImport(int created, int updated, int unchanged) => new ChangedFields(isNew: true)
        .Number("created", null, created).Number("updated", null, updated).Number("unchanged", null, unchanged).ToChange("product.import", "products")!;

    private static string ActionOf(ProductRow? before, ProductRow after) =>
        before is null ? "product.add"
        : before.ArchivedAt is null == after.ArchivedAt is null ? "product.edit"
        : after.ArchivedAt is null ? "product.restore" : "product.archive";

    private static List<string> UnitCodes(ProductRow row) => [.. row.Barcodes.Where(b => b.Pack is null).Select(b => b.Code)];

    private static List<(PackRow Pack, string? Barcode)> Packs(ProductRow row) =>
        [.. row.Packs.Select((p, i) => (p, row.Barcodes.FirstOrDefault(b => b.Pack == i)?.Code))];

    private static void Write(Utf8JsonWriter json, (PackRow Pack, string? Barcode) given)
    {
        json.WriteStartObject();
        json.WriteString("name", given.Pack.Name);
        json.WriteNumber("size", Exact.QuantityToDecimal(given.Pack.Size));
        if (given.Pack.Per != 1)
        {
            json.WriteNumber("per", given.Pack.Per);
        }

        if (given.Barcode is not null)
        {
            json.WriteString("barcode", given.Barcode);
        }

        json.WriteEndObject();
    }
}
