using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Domain.Catalog;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>Adds the products of the till files that the catalogue does not have; those it has stay as they are.</summary>
/// <param name="client">The shop.</param>
/// <param name="preset">Says the units.</param>
internal sealed class TillCatalogue(BazaarClient client, TillPreset preset)
{
    /// <summary>The most products of one request.</summary>
    public const int MaxProducts = 20_000;

    private const int PageSize = 200, MaxName = 200;

    /// <summary>Reads the catalogue.</summary>
    /// <param name="skus">Notes what it has.</param>
    /// <param name="ct">Stops it.</param>
    public async Task ReadAsync(SkuMap skus, CancellationToken ct)
    {
        foreach (var archived in (bool[])[false, true])
        {
            await foreach (var product in BazaarClient.AllAsync(cursor => client.ListProductsAsync(archived: archived, limit: PageSize, cursor: cursor, ct: ct)))
            {
                skus.AddKnown(product.Sku, product.Barcodes.Concat(product.Packs.Select(p => p.Barcode).OfType<string>()));
            }
        }
    }

    /// <summary>The products that are to be added.</summary>
    /// <param name="scan">The products of the files.</param>
    /// <param name="skus">What the catalogue has.</param>
    public IReadOnlyList<ProductRequest> Missing(TillScan scan, SkuMap skus)
    {
        var barcodes = new HashSet<string>(StringComparer.Ordinal);
        return [.. scan.Products.Values.Where(p => !skus.IsKnown(p.Sku)).OrderBy(p => p.Sku, StringComparer.OrdinalIgnoreCase).Select(p => new ProductRequest
        {
            Sku = p.Sku,
            Name = Name(p.Name),
            Unit = p.IsFractional ? preset.FractionalUnit : preset.Unit,
            Price = p.Price,
            Barcodes = Barcode.TryParse(p.Barcode, out var barcode, out _) && !barcode.Text.Contains('|') && !skus.IsTaken(barcode.Text) && barcodes.Add(barcode.Key) ? [barcode.Text] : null,
        })];
    }

    /// <summary>Adds products. What the catalogue does not take is noted, with its reason, and the others are added.</summary>
    /// <param name="products">The products.</param>
    /// <param name="skus">Notes what became of them.</param>
    /// <param name="ct">Stops between requests.</param>
    /// <returns>How many were added.</returns>
    public async Task<int> AddAsync(IReadOnlyList<ProductRequest> products, SkuMap skus, CancellationToken ct)
    {
        var created = 0;
        foreach (var chunk in products.Chunk(MaxProducts))
        {
            var left = chunk.ToList();
            while (left.Count > 0)
            {
                ct.ThrowIfCancellationRequested();
                var result = await ImportAsync(left, ct);
                if (result.Errors.Count == 0)
                {
                    created += result.Created;
                    left.ForEach(p => skus.AddKnown(p.Sku!, p.Barcodes ?? []));
                    break;
                }

                Drop(left, result.Errors, skus);
            }
        }

        return created;
    }

    private async Task<ImportResult> ImportAsync(List<ProductRequest> products, CancellationToken ct)
    {
        using var file = new MemoryStream();
        TableColumn<ProductRequest>[] columns =
        [
            new("sku", p => p.Sku), new("name", p => p.Name), new("unit", p => p.Unit), new("price", p => p.Price), new("barcode", p => p.Barcodes is [var only] ? only : null),
        ];
        await TableWriter.WriteAsync(TableFormat.Csv, file, columns, products, ct);
        file.Position = 0;
        return await client.ImportProductsAsync(file, "text/csv", dryRun: false, ct);
    }

    private static void Drop(List<ProductRequest> products, IReadOnlyList<ImportError> errors, SkuMap skus)
    {
        // Row 1 is the header, and no cell here holds a line break.
        var wrong = errors.GroupBy(e => e.Row - 2).Where(g => g.Key >= 0 && g.Key < products.Count).OrderByDescending(g => g.Key).ToList();
        if (wrong.Count == 0)
        {
            throw new TableException($"The catalogue did not take the products of the till files: {errors[0].Message}");
        }

        foreach (var row in wrong)
        {
            skus.AddRefused(products[row.Key].Sku!, new LineRefusal("product-refused", $"The catalogue did not take the product: {row.First().Message}"));
            products.RemoveAt(row.Key);
        }
    }

    private static string Name(string text)
    {
        var clean = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return clean.Length <= MaxName ? clean : clean[..MaxName];
    }
}
