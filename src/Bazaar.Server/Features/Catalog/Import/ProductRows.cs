using Bazaar.Contracts;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Features.Catalog.Import;

/// <summary>Turns rows of a catalogue file into products, and remembers what must not come twice.</summary>
/// <param name="columns">Which column is what.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class ProductRows(ProductColumns columns, ImportErrors errors)
{
    private const int MaxName = 200, MaxCategory = 100, MaxPackName = 50, MaxShelfLifeDays = 36_500, MaxBarcodes = 20, MaxPacks = 20;
    private const decimal MaxPrice = Exact.MaxPrice / 100m, MaxCost = Exact.MaxCost / 10_000m, MaxPackSize = Exact.MaxLineQuantity / 1000m;

    private readonly Dictionary<string, int> _skus = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _barcodes = new(StringComparer.Ordinal);
    private TableRow _row = null!;

    /// <summary>Reads a row; null when something is wrong with it.</summary>
    /// <param name="row">A row without an error of its own.</param>
    public ProductRequest? Read(TableRow row)
    {
        _row = row;
        var before = errors.Count;
        foreach (var unnamed in columns.Unnamed)
        {
            if (!string.IsNullOrWhiteSpace(row[unnamed]))
            {
                Error(null, ImportCodes.UnknownColumn, $"Column {unnamed + 1} has no name, but holds \"{row[unnamed]}\". Name it in the first row or empty it.");
            }
        }

        var product = new ProductRequest
        {
            Sku = Sku(),
            Name = Needed("name", columns.Name, MaxName),
            NameUrdu = Optional("nameUrdu", columns.NameUrdu, MaxName),
            Category = Optional("category", columns.Category, MaxCategory),
            Unit = UnitName(),
            Price = Cell(columns.Price).Length == 0 ? Missing<decimal?>("price") : Number("price", Cell(columns.Price), Exact.MoneyDecimals, MaxPrice),
            Cost = Cell(columns.Cost) is { Length: > 0 } cost ? Number("cost", cost, Exact.CostDecimals, MaxCost) : null,
            Barcodes = Barcodes(),
            Packs = Packs(),
            ShelfLifeDays = ShelfLife(),
        };
        return errors.Count == before ? product : null;
    }

    private string? Sku()
    {
        var sku = Needed("sku", columns.Sku, Code.MaxLength);
        if (sku is null)
        {
            return null;
        }

        if (!Code.IsValid(sku))
        {
            Error("sku", ImportCodes.BadSku, $"\"{sku}\" is no SKU. It must be {Code.Rule}.");
        }
        else if (!_skus.TryAdd(sku, _row.Row))
        {
            Error("sku", ImportCodes.DuplicateSku, $"{sku} stands in row {_skus[sku]} already (letter case does not count). Keep one of the two.");
        }

        return sku;
    }

    private string? UnitName()
    {
        if (Needed("unit", columns.Unit, int.MaxValue) is not { } text)
        {
            return null;
        }

        if (Unit.TryParse(text, out var unit, out var wrong))
        {
            return unit.Name;
        }

        Error("unit", ImportCodes.BadUnit, $"\"{text}\": {wrong}");
        return null;
    }

    private int? ShelfLife()
    {
        var cell = Cell(columns.ShelfLifeDays);
        if (cell.Length == 0 || Number("shelfLifeDays", cell, 0, MaxShelfLifeDays) is not { } days)
        {
            return null;
        }

        if (days < 1)
        {
            Error("shelfLifeDays", ImportCodes.OutOfRange, $"A shelf life is 1 to {MaxShelfLifeDays:N0} days. Leave the cell empty when it does not spoil.");
        }

        return (int)days;
    }

    private string[]? Barcodes()
    {
        var codes = Several(columns.Barcode);
        if (codes.Length > MaxBarcodes)
        {
            Error("barcode", ImportCodes.TooMany, $"A product has at most {MaxBarcodes} barcodes; these are {codes.Length}.");
        }

        foreach (var code in codes)
        {
            Check("barcode", code);
        }

        return codes.Length == 0 ? null : codes;
    }

    private Pack[]? Packs()
    {
        var (names, sizes, codes) = (Several(columns.Pack), Several(columns.PackSize), Several(columns.PackBarcode, keepEmpty: true));
        if (names.Length == 0 && sizes.Length == 0 && codes.Length == 0)
        {
            return null;
        }

        if (names.Length != sizes.Length || codes.Length > names.Length)
        {
            Error("pack", ImportCodes.BadPack, $"Each pack needs a name and a size, and may have one barcode: these are {names.Length} names, {sizes.Length} sizes and {codes.Length} barcodes.");
            return null;
        }

        if (names.Length > MaxPacks)
        {
            Error("pack", ImportCodes.TooMany, $"A product has at most {MaxPacks} packs; these are {names.Length}.");
            return null;
        }

        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length)
        {
            Error("pack", ImportCodes.BadPack, "Two packs of a product have the same name.");
        }

        return [.. names.Select((name, i) => ReadPack(name, sizes[i], i < codes.Length && codes[i].Length > 0 ? codes[i] : null))];
    }

    private Pack ReadPack(string name, string sizeText, string? barcode)
    {
        if (name.Length > MaxPackName)
        {
            Error("pack", ImportCodes.TooLong, $"A pack's name has at most {MaxPackName} characters.");
        }

        var size = Number("packSize", sizeText, Exact.QuantityDecimals, MaxPackSize);
        if (size is 0)
        {
            Error("packSize", ImportCodes.OutOfRange, "A pack holds more than nothing.");
        }

        if (barcode is not null)
        {
            Check("packBarcode", barcode);
        }

        return new Pack { Name = name, Size = size, Barcode = barcode };
    }

    private void Check(string column, string code)
    {
        if (!Barcode.TryParse(code, out var barcode, out var wrong))
        {
            var isGtin = code.Length is 8 or 12 or 13 or 14 && code.All(char.IsAsciiDigit);
            Error(column, isGtin ? ImportCodes.BadCheckDigit : ImportCodes.BadBarcode, wrong);
        }
        else if (code.Contains("E+", StringComparison.OrdinalIgnoreCase))
        {
            Error(column, ImportCodes.BadBarcode, $"A spreadsheet has cut this barcode down to {code}. Format the column as text, and enter it again.");
        }
        else if (!_barcodes.TryAdd(barcode.Key, _row.Row))
        {
            Error(column, ImportCodes.DuplicateBarcode, $"The barcode {code} stands in row {_barcodes[barcode.Key]} already. One barcode belongs to one product or pack.");
        }
    }

    private decimal? Number(string column, string cell, int decimals, decimal max)
    {
        switch (TableNumber.Read(cell, decimals, max, out var value))
        {
            case NumberFault.NotANumber:
                Error(column, ImportCodes.BadNumber, $"\"{cell}\" is no number. Write it like 1250.50: a point, no thousands separators, no currency.");
                return null;
            case NumberFault.NotExact:
                Error(column, ImportCodes.NotExact, decimals == 0 ? $"{cell} must be a whole number." : $"{cell} has more than {decimals} decimals; nothing is rounded here.");
                return null;
            case NumberFault.OutOfRange:
                Error(column, ImportCodes.OutOfRange, $"{cell} is more than {max:N0}.");
                return null;
        }

        if (value < 0)
        {
            Error(column, ImportCodes.OutOfRange, $"{cell} is less than 0.");
        }

        return value;
    }

    private string? Needed(string column, int position, int maxLength) => Cell(position).Length == 0 ? Missing<string?>(column) : Optional(column, position, maxLength);

    private string? Optional(string column, int position, int maxLength)
    {
        var text = Cell(position);
        if (text.Length > maxLength)
        {
            Error(column, ImportCodes.TooLong, $"This has {text.Length} characters; {column} takes at most {maxLength}.");
        }

        return text.Length == 0 ? null : text;
    }

    private T? Missing<T>(string column)
    {
        Error(column, ImportCodes.Missing, $"{column} is empty.");
        return default;
    }

    private string[] Several(int position, bool keepEmpty = false) =>
        Cell(position) is { Length: > 0 } cell ? cell.Split('|', keepEmpty ? StringSplitOptions.TrimEntries : StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    private string Cell(int position)
    {
        var text = _row[position].Trim();

        // Exported texts that look like formulas carry an apostrophe; it is not part of the text.
        return text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' ? text[1..] : text;
    }

    private void Error(string? column, string code, string message) => errors.Add(_row.Row, column, code, message);
}
