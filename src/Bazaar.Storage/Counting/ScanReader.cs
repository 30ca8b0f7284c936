using System.Data.Common;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Catalog;
using Dapper;

namespace Bazaar.Storage.Counting;

/// <summary>Finds out what scans mean: a product and base units, or a code that someone has to look at.</summary>
internal sealed class ScanReader
{
    private const long One = 1_000;
    private readonly ProductBook _book;
    private readonly HashSet<long>? _inCategory;
    private readonly Dictionary<string, (bool Settled, string? Sku)> _codes;
    private readonly Dictionary<long, long> _ownPrices;

    private ScanReader(ProductBook book, HashSet<long>? inCategory, Dictionary<string, (bool Settled, string? Sku)> codes, Dictionary<long, long> ownPrices)
    {
        _ownPrices = ownPrices;
        _book = book;
        _inCategory = inCategory;
        _codes = codes;
    }

    /// <summary>Reads what the scans may mean.</summary>
    public static async Task<ScanReader> ReadAsync(DbConnection connection, DbTransaction transaction, CountRow count, IReadOnlyList<ScanDraft> scans)
    {
        var codes = (await connection.QueryAsync<(string Key, string? Sku)>(
            "SELECT r.code_key, p.sku FROM count_code r LEFT JOIN product p ON p.id = r.product WHERE r.session = @Number", new { count.Number }, transaction))
            .ToDictionary(r => r.Key, r => (true, r.Sku));
        var lines = scans.Select(LineOf).Concat(codes.Values.Where(c => c.Sku is not null).Select(c => new DraftLine { Sku = c.Sku }));
        var book = await ProductBook.ReadAsync(connection, transaction, lines);
        var inCategory = count.Category is null
            ? null
            : (await connection.QueryAsync<long>("SELECT id FROM product WHERE category = @Category", new { count.Category }, transaction)).ToHashSet();

        // Only a scale's label with a price needs the store's own prices, to tell the weight.
        var ownPrices = scans.Any(HasPriceLabel)
            ? (await connection.QueryAsync<(long Product, long Price)>("SELECT product, price FROM stock WHERE store = @StoreId AND price IS NOT NULL", new { count.StoreId }, transaction))
                .ToDictionary(p => p.Product, p => p.Price)
            : [];
        return new ScanReader(book, inCategory, codes, ownPrices);
    }

    /// <summary>One spelling for all spellings of a code.</summary>
    public static string KeyOf(string code) => Code.Key(Barcode.TryParse(code, out var barcode, out _) ? barcode.Key : code);

    /// <summary>A line whose sign is its own.</summary>
    public static Draft Draft(DraftLine line) => new() { Id = Guid.Empty, Store = "", Kind = EntryKind.Adjustment, Actor = "", Lines = [line] };

    /// <summary>What a scan means.</summary>
    /// <param name="index">Its place in the request.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="fault">What is wrong with it.</param>
    public ReadScan Resolve(int index, ScanDraft scan, out LineFault? fault)
    {
        fault = null;
        var code = scan.Sku ?? scan.Barcode!;
        var key = KeyOf(code);
        var line = LineOf(scan);
        var settled = _codes.GetValueOrDefault(key);
        if (settled.Sku is { } sku)
        {
            line = line with { Sku = sku, Barcode = null };
        }

        var faults = LineResolver.Resolve(Draft(line), _book, PriceOf, out var resolved);
        if (faults is not null && scan.Quantity is null && faults.Faults[0].Field == "quantity")
        {
            // A beep is one; only a scale's label says more.
            faults = LineResolver.Resolve(Draft(line with { Quantity = One }), _book, PriceOf, out resolved);
        }

        if (faults?.Faults[0] is { Kind: LineFaultKind.UnknownProduct })
        {
            return new ReadScan(code, key, null, CountNames.Unknown, scan.Quantity ?? One);
        }

        if (faults is not null)
        {
            fault = faults.Faults[0] with { Line = index };
            return default;
        }

        var (product, quantity) = (resolved[0].Product.Id, resolved[0].Quantity);
        return _inCategory?.Contains(product) == false && settled.Sku is null
            ? new ReadScan(code, key, null, CountNames.Outside, scan.Quantity ?? quantity)
            : new ReadScan(code, key, product, null, quantity);
    }

    private static bool HasPriceLabel(ScanDraft scan) =>
        scan.Quantity is null && Barcode.TryParse(scan.Barcode, out var barcode, out _) && ScaleLabel.TryParse(barcode, ScaleLabelFormat.Defaults, out var label) && label is PriceLabel;

    private long PriceOf(LedgerProduct product) => _ownPrices.GetValueOrDefault(product.Id, product.Price);

    private static DraftLine LineOf(ScanDraft scan) => new() { Sku = scan.Sku, Barcode = scan.Barcode, Quantity = scan.Quantity, Pack = scan.Pack };
}

/// <summary>A scan whose meaning is known, or known not to be.</summary>
/// <param name="Code">As it was scanned.</param>
/// <param name="CodeKey">One spelling for all of its spellings.</param>
/// <param name="Product">The product; null for a code to resolve.</param>
/// <param name="Why">Of a code to resolve: unknown or outside.</param>
/// <param name="Quantity">Thousandths of the base unit; of a code to resolve, as given.</param>
internal readonly record struct ReadScan(string Code, string CodeKey, long? Product, string? Why, long Quantity);
