using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Tables;
using Bazaar.Storage.Stock;

namespace Bazaar.Server.Features.Stock;

/// <summary>
/// Reads a file of reorder points, targets and prices of one store. An empty cell leaves what is there, <c>none</c> clears it. The
/// columns of the exported stock list are known, so that a list can be exported, edited and sent back.
/// </summary>
/// <param name="errors">Takes everything that is wrong.</param>
internal sealed class LevelsFile(ImportErrors errors)
{
    /// <summary>The most rows of one import.</summary>
    public const int MaxRows = 100_000;

    private const long MaxBytes = 256 * 1024 * 1024;
    private const string Cleared = "none";
    private const string Columns = "sku, reorderPoint, targetLevel and price";

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["sku"] = "sku", ["code"] = "sku", ["itemcode"] = "sku", ["productcode"] = "sku",
        ["reorderpoint"] = "reorderPoint", ["reorderat"] = "reorderPoint", ["reorderlevel"] = "reorderPoint", ["minimum"] = "reorderPoint", ["min"] = "reorderPoint",
        ["targetlevel"] = "targetLevel", ["target"] = "targetLevel", ["maximum"] = "targetLevel", ["max"] = "targetLevel",
        ["price"] = "price", ["sellingprice"] = "price", ["saleprice"] = "price",
    };

    private static readonly string[] PassedOver = ["name", "nameurdu", "category", "unit", "onhand", "unitcost", "value", "status", "seq", "updatedat"];

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _skus = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Data rows read.</summary>
    public int RowCount { get; private set; }

    /// <summary>Reads the file. Whatever is wrong is among the errors, never an exception.</summary>
    /// <param name="file">Its bytes, buffered; closed when done.</param>
    public IReadOnlyList<LevelsRow> Read(Stream file)
    {
        var rows = new List<LevelsRow>();
        try
        {
            using var table = TableReader.Open(file, "The file", MaxBytes);
            if (FindColumns(table.Header))
            {
                ReadRows(table, rows);
            }
        }
        catch (TableException e)
        {
            errors.Add(e.Row ?? 1, null, ImportCodes.UnreadableFile, e.Message);
        }

        return rows;
    }

    private bool FindColumns(TableHeader header)
    {
        foreach (var (i, name) in header.Names.Index().Where(n => n.Item.Length > 0))
        {
            var bare = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
            if (Spellings.TryGetValue(bare, out var known))
            {
                if (!_places.TryAdd(known, i))
                {
                    errors.Add(1, name, ImportCodes.DuplicateColumn, $"\"{header.Names[_places[known]]}\" and \"{name}\" both mean {known}. Keep one.");
                }
            }
            else if (!PassedOver.Contains(bare))
            {
                errors.Add(1, name, ImportCodes.UnknownColumn, $"There is no column \"{name}\". The columns are {Columns}. Rename it or take it out.");
            }
        }

        if (!_places.ContainsKey("sku"))
        {
            errors.Add(1, "sku", ImportCodes.MissingColumn, "The column sku is missing.");
            return false;
        }

        if (_places.Count > 1)
        {
            return true;
        }

        errors.Add(1, null, ImportCodes.MissingColumn, "There is nothing to set: name at least one of the columns reorderPoint, targetLevel and price.");
        return false;
    }

    private void ReadRows(TableReader table, List<LevelsRow> rows)
    {
        foreach (var row in table.Rows())
        {
            if (++RowCount > MaxRows)
            {
                errors.Add(row.Row, null, ImportCodes.TooManyRows, $"One import takes at most {MaxRows:N0} products. Split the file.");
                return;
            }

            if (row.Error is not null)
            {
                errors.Add(row.Row, null, ImportCodes.UnreadableRow, row.Error);
                continue;
            }

            var before = errors.Count;
            var sku = Sku(row);
            var read = new LevelsRow(
                row.Row,
                sku,
                Level(row, "reorderPoint", Exact.QuantityDecimals, Exact.MaxLineQuantity),
                Level(row, "targetLevel", Exact.QuantityDecimals, Exact.MaxLineQuantity),
                Level(row, "price", Exact.MoneyDecimals, Exact.MaxPrice));
            if (errors.Count == before)
            {
                rows.Add(read);
            }
        }
    }

    private string Sku(TableRow row)
    {
        var sku = Cell(row, "sku");
        if (sku.Length == 0)
        {
            errors.Add(row.Row, "sku", ImportCodes.Missing, "sku is empty.");
        }
        else if (!Code.IsValid(sku))
        {
            errors.Add(row.Row, "sku", ImportCodes.BadSku, $"\"{sku}\" is no SKU. It must be {Code.Rule}.");
        }
        else if (!_skus.TryAdd(sku, row.Row))
        {
            errors.Add(row.Row, "sku", ImportCodes.DuplicateSku, $"{sku} stands in row {_skus[sku]} already (letter case does not count). Keep one of the two.");
        }

        return sku;
    }

    private LevelChange Level(TableRow row, string column, int decimals, long max)
    {
        var cell = Cell(row, column);
        if (cell.Length == 0)
        {
            return default;
        }

        if (string.Equals(cell, Cleared, StringComparison.OrdinalIgnoreCase))
        {
            return new LevelChange(true, null);
        }

        var (code, message) = TableNumber.Read(cell, decimals, Exact.ToDecimal(max, decimals), out var value) switch
        {
            NumberFault.NotANumber => (ImportCodes.BadNumber, $"\"{cell}\" is no number. Write it like 1250.50, or {Cleared} to clear it."),
            NumberFault.NotExact => (ImportCodes.NotExact, $"{cell} has more than {decimals} decimals; nothing is rounded here."),
            NumberFault.OutOfRange => (ImportCodes.OutOfRange, $"{cell} is more than {Exact.ToDecimal(max, decimals):N0}."),
            _ when value < 0 => (ImportCodes.OutOfRange, $"{cell} is less than 0."),
            _ => default((string, string)),
        };
        if (code is not null)
        {
            errors.Add(row.Row, column, code, message);
            return default;
        }

        Exact.TryScale(value, decimals, out var scaled);
        return new LevelChange(true, scaled);
    }

    private string Cell(TableRow row, string column)
    {
        var text = _places.TryGetValue(column, out var place) ? row[place].Trim() : "";

        // Exported texts that look like formulas carry an apostrophe; it is not part of the text.
        return text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' ? text[1..] : text;
    }
}
