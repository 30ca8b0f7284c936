using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>Reads the lines of a till file and decides what each of them is.</summary>
/// <param name="preset">The rules.</param>
internal sealed class TillLineReader(TillPreset preset)
{
    private const decimal MaxQuantity = Exact.MaxLineQuantity / 1000m, MaxPrice = Exact.MaxPrice / 100m;
    private readonly TillTimes _times = new(preset.TimeFormats);
    private readonly Dictionary<string, string> _skus = new(StringComparer.Ordinal);

    /// <summary>Reads a file line by line.</summary>
    /// <param name="file">The file; its columns are noted there.</param>
    /// <exception cref="TableException">The file cannot be read to its end.</exception>
    public IEnumerable<TillLine> Read(TillFile file)
    {
        using var table = TableReader.Open(file.Path);
        file.Columns = table.Header.Names;
        var columns = TillColumns.Of(table, preset);
        foreach (var row in table.Rows())
        {
            if (row.EndsFile)
            {
                throw new TableException($"{file.Path}, row {row.Row}: {row.Error}", row.Row);
            }

            yield return Read(file, row, columns);
        }
    }

    private TillLine Read(TillFile file, TableRow row, TillColumns columns)
    {
        if (row.Error is not null)
        {
            return new TillLine { File = file, Row = row, Refusal = new LineRefusal("unreadable-row", row.Error) };
        }

        var (sku, barcode) = (TillColumns.Text(row, columns.Sku), TillColumns.Text(row, columns.Barcode));
        var code = sku.Length > 0 ? sku : barcode;
        var document = TillColumns.Text(row, columns.Document, '/');
        var timeText = TillColumns.Text(row, columns.Time);
        var time = _times.Read(timeText);
        var customer = TillColumns.Text(row, columns.Customer);
        var description = TillColumns.Text(row, columns.Description);

        var (quantityText, priceText) = (TillColumns.Text(row, columns.Quantity), TillColumns.Text(row, columns.Price));
        var refusal = time is null ? new LineRefusal("bad-time", $"\"{timeText}\" is no time this preset knows. Add its format to the timeFormats of a preset of your own.")
            : document.Trim('/').Length == 0 ? new LineRefusal("no-document", "The line names no invoice or receipt.")
            : code.Length == 0 ? new LineRefusal("no-sku", "The line names no product.")
            : RefuseDocument(document) ?? RefuseCode(code);

        decimal quantity = 0;
        decimal? price = null;
        refusal ??= ReadQuantity(quantityText, out quantity) ?? ReadPrice(priceText, out price);
        var kind = refusal is null ? KindOf(document, quantity, price, customer) : LineKind.Sale;
        return new TillLine
        {
            File = file,
            Row = row,
            Refusal = refusal,
            Document = document,
            Time = time?.Local ?? default,
            Offset = time?.Offset,
            Code = code,
            Sku = refusal is null ? Sku(code) : "",
            Barcode = barcode,
            Description = description,
            Quantity = kind == LineKind.Adjustment ? quantity : Math.Abs(quantity),
            Price = price,
            Customer = Whole(customer),
            Country = TillColumns.Text(row, columns.Country),
            Kind = kind,
            Reason = kind == LineKind.Removal ? ReasonOf(description) : null,
        };
    }

    private LineKind KindOf(string document, decimal quantity, decimal? price, string customer)
    {
        if (WordList.IsLike(document, preset.ReturnDocuments))
        {
            return LineKind.CustomerReturn;
        }

        if (quantity < 0)
        {
            return preset.NegativeQuantity == NegativeQuantity.Removal ? LineKind.Removal : LineKind.CustomerReturn;
        }

        return price is 0 && preset.FreeLines == FreeLines.AdjustmentWithoutCustomer && customer.Length == 0 ? LineKind.Adjustment : LineKind.Sale;
    }

    private LineRefusal? RefuseDocument(string document)
    {
        foreach (var (pattern, reason) in preset.RefusedDocuments)
        {
            if (WordList.IsLike(document, pattern))
            {
                return new LineRefusal(reason, $"Documents like {pattern} are no sales of goods.");
            }
        }

        return null;
    }

    private LineRefusal? RefuseCode(string code) =>
        WordList.IsLike(code, preset.NotProducts) ? new LineRefusal("not-a-product", $"{code} is no product that is kept in stock.") : null;

    private static LineRefusal? ReadQuantity(string text, out decimal quantity) =>
        TableNumber.Read(text, Exact.QuantityDecimals, MaxQuantity, out quantity) switch
        {
            NumberFault.None when quantity == 0 => new LineRefusal("no-quantity", "The quantity is 0."),
            NumberFault.None => null,
            NumberFault.NotExact => new LineRefusal("not-exact", $"The quantity {text} has more than {Exact.QuantityDecimals} decimals; nothing is rounded here."),
            _ => new LineRefusal("bad-quantity", $"The quantity \"{text}\" is no number the ledger takes."),
        };

    private static LineRefusal? ReadPrice(string text, out decimal? price)
    {
        price = null;
        if (text.Length == 0)
        {
            return null;
        }

        var fault = TableNumber.Read(text, Exact.MoneyDecimals, MaxPrice, out var value);
        price = value;
        return fault switch
        {
            NumberFault.None when value < 0 => new LineRefusal("negative-price", $"The price {text} is less than 0."),
            NumberFault.None => null,
            NumberFault.NotExact => new LineRefusal("not-exact", $"The price {text} has more than {Exact.MoneyDecimals} decimals; nothing is rounded here."),
            _ => new LineRefusal("bad-price", $"The price \"{text}\" is no number the ledger takes."),
        };
    }

    private string ReasonOf(string description)
    {
        foreach (var (reason, words) in preset.RemovalReasons)
        {
            if (WordList.Fits(description, words))
            {
                return reason;
            }
        }

        return "other";
    }

    private string Sku(string code)
    {
        if (!_skus.TryGetValue(code, out var sku))
        {
            _skus.Add(code, sku = TillSku.Make(code));
        }

        return sku;
    }

    // Other programs write a missing number as nothing and then every number of the column with ".0".
    private static string Whole(string number) => number.EndsWith(".0", StringComparison.Ordinal) && number.AsSpan(..^2).ContainsAnyExceptInRange('0', '9') is false ? number[..^2] : number;
}
