using Bazaar.Contracts;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Features.Catalog;

/// <summary>The catalogue as a table, with the columns that the import reads. The first pack is shown; further packs do not fit a row.</summary>
internal static class ProductTable
{
    /// <summary>How many products are read at a time.</summary>
    public const int Stretch = 1_000;

    /// <summary>The columns.</summary>
    public static readonly TableColumn<Product>[] Columns =
    [
        new("sku", p => p.Sku), new("name", p => p.Name), new("nameUrdu", p => p.NameUrdu), new("category", p => p.Category), new("unit", p => p.Unit),
        new("price", p => p.Price), new("cost", p => p.Cost), new("barcode", p => string.Join('|', p.Barcodes)), new("pack", p => FirstPack(p)?.Name),
        new("packSize", p => FirstPack(p)?.Size), new("packBarcode", p => FirstPack(p)?.Barcode), new("shelfLifeDays", p => p.ShelfLifeDays),
    ];

    // A pack of which several hold a unit has no column here; an import leaves alone what it does not name.
    private static Pack? FirstPack(Product product) => product.Packs.FirstOrDefault(p => p.Per is null or 1);
}
