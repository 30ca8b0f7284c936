using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Features.Catalog.Import;

/// <summary>Which column of a catalogue file is what.</summary>
internal sealed record ProductColumns
{
    // The first name of each is the one the documentation uses; the others are what people's files say.
    private static readonly (string Name, bool Needed, string[] Spellings)[] Known =
    [
        ("sku", true, ["sku", "code", "itemcode", "productcode", "stockcode"]),
        ("name", true, ["name", "productname", "itemname", "description"]),
        ("nameUrdu", false, ["nameurdu", "urduname", "nameinurdu"]),
        ("category", false, ["category", "group", "department"]),
        ("unit", true, ["unit", "uom", "baseunit", "unitofmeasure"]),
        ("price", true, ["price", "sellingprice", "saleprice", "retailprice", "unitprice"]),
        ("cost", false, ["cost", "costprice", "purchaseprice", "unitcost"]),
        ("barcode", false, ["barcode", "barcodes", "ean", "gtin", "upc"]),
        ("pack", false, ["pack", "packs", "packname"]),
        ("packSize", false, ["packsize", "packsizes", "unitsperpack"]),
        ("packBarcode", false, ["packbarcode", "packbarcodes"]),
        ("shelfLifeDays", false, ["shelflifedays", "shelflife"]),
    ];

    private static readonly Dictionary<string, int> Spellings = Known
        .SelectMany((k, i) => k.Spellings.Select(s => (Spelling: s, Index: i)))
        .ToDictionary(s => s.Spelling, s => s.Index, StringComparer.Ordinal);

    private readonly int[] _positions = [.. Known.Select(_ => -1)];

    private ProductColumns()
    {
    }

    public int Sku => _positions[0];

    public int Name => _positions[1];

    public int NameUrdu => _positions[2];

    public int Category => _positions[3];

    public int Unit => _positions[4];

    public int Price => _positions[5];

    public int Cost => _positions[6];

    public int Barcode => _positions[7];

    public int Pack => _positions[8];

    public int PackSize => _positions[9];

    public int PackBarcode => _positions[10];

    public int ShelfLifeDays => _positions[11];

    /// <summary>True when every needed column is there, so that the rows are worth reading.</summary>
    public bool Suffice => Sku >= 0 && Name >= 0 && Unit >= 0 && Price >= 0;

    /// <summary>Columns without a name, which must be empty.</summary>
    public IReadOnlyList<int> Unnamed { get; private init; } = [];

    /// <summary>Finds the columns, and says what is wrong with the header.</summary>
    /// <param name="header">The file's header.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static ProductColumns Find(TableHeader header, ImportErrors errors)
    {
        var columns = new ProductColumns { Unnamed = [.. Enumerable.Range(0, header.Names.Count).Where(i => header.Names[i].Length == 0)] };
        for (var i = 0; i < header.Names.Count; i++)
        {
            var name = header.Names[i];
            if (name.Length == 0)
            {
                continue;
            }

            if (!Spellings.TryGetValue(Bare(name), out var known))
            {
                errors.Add(1, name, ImportCodes.UnknownColumn, $"There is no column \"{name}\". The columns are {string.Join(", ", Known.Select(k => k.Name))}. Rename it or take it out.");
            }
            else if (columns._positions[known] >= 0)
            {
                errors.Add(1, name, ImportCodes.DuplicateColumn, $"\"{header.Names[columns._positions[known]]}\" and \"{name}\" both mean {Known[known].Name}. Keep one.");
            }
            else
            {
                columns._positions[known] = i;
            }
        }

        for (var k = 0; k < Known.Length; k++)
        {
            if (Known[k].Needed && columns._positions[k] < 0)
            {
                errors.Add(1, Known[k].Name, ImportCodes.MissingColumn, $"The column {Known[k].Name} is missing.");
            }
        }

        return columns;
    }

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
