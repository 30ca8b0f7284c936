using System.Text.Json;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product export</c>: the catalogue as a file that can be imported again.</summary>
internal static class ExportCommand
{
    private const int LargestPage = 200;

    // The columns that an import reads; several barcodes or packs share a cell.
    private static readonly TableColumn<Product>[] Columns =
    [
        new("sku", p => p.Sku),
        new("name", p => p.Name),
        new("nameUrdu", p => p.NameUrdu),
        new("category", p => p.Category),
        new("unit", p => p.Unit),
        new("price", p => p.Price),
        new("cost", p => p.Cost),
        new("barcode", p => Several(p.Barcodes)),
        new("pack", p => Several(p.Packs.Select(k => k.Name))),
        new("packSize", p => Several(p.Packs.Select(k => k.Per is null or 1 ? $"{k.Size:0.###}" : $"{k.Size:0.###}/{k.Per}"))),
        new("packBarcode", p => p.Packs.Any(k => k.Barcode is not null) ? Several(p.Packs.Select(k => k.Barcode)) : null),
        new("shelfLifeDays", p => p.ShelfLifeDays),
    ];

    public static Verb Build(App app)
    {
        var verb = new Verb("export", "Export the catalogue, without archived products, as CSV or XLSX; it can be imported again.")
        {
            Examples = """
                bazaar product export > catalogue.csv
                bazaar product export --out catalogue.xlsx
                """,
        };
        var download = new DownloadOptions(verb, "csv", "xlsx", "json");
        app.OnShop(verb, async (run, ct) =>
        {
            var format = download.FormatOf(run) ?? "csv";
            var (products, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) => run.Client.ListProductsAsync(limit: size, cursor: cursor, ct: ct));
            await download.WriteAsync(run, format, to => format == "json"
                ? JsonSerializer.SerializeAsync(to, new Page<Product>(products, null), BazaarJson.Default.PageProduct, ct)
                : TableWriter.WriteAsync(format == "csv" ? TableFormat.Csv : TableFormat.Xlsx, to, Columns, products, ct));
            return Exit.Done;
        });
        return verb;
    }

    private static string? Several(IEnumerable<string?> texts) => string.Join('|', texts) is { Length: > 0 } cell ? cell : null;
}
