using System.Text;
using Bazaar.Contracts;

namespace Bazaar.Simulator.Kiryana;

/// <summary>The catalogue of a believable corner grocery (kiryana) in Pakistan.</summary>
public sealed class KiryanaCatalogue
{
    private const string Resource = "Kiryana/catalogue.csv";

    // The last columns of the file say how a product sells. A product import must not see them: it refuses what it does not know.
    private const int TraitColumns = 3;

    private KiryanaCatalogue(IReadOnlyList<KiryanaProduct> products) => Products = products;

    /// <summary>The products, in the order of the file.</summary>
    public IReadOnlyList<KiryanaProduct> Products { get; }

    /// <summary>Reads the catalogue that comes with the program.</summary>
    public static KiryanaCatalogue Load()
    {
        var lines = ReadLines();
        var header = Fields(lines[0]);
        return new KiryanaCatalogue([.. lines.Skip(1).Select(line => Product(header.Zip(Fields(line)).ToDictionary(StringComparer.Ordinal)))]);
    }

    /// <summary>The catalogue as a CSV file for the product import, UTF-8.</summary>
    public static Stream OpenImportFile()
    {
        var file = new StringBuilder();
        foreach (var line in ReadLines())
        {
            var end = line.Length;
            for (var i = 0; i < TraitColumns; i++)
            {
                end = line.LastIndexOf(',', end - 1);
            }

            file.Append(line.AsSpan(0, end)).Append('\n');
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()));
    }

    /// <summary>The same goods at other prices, in whole rupees from ten on.</summary>
    /// <param name="level">Prices against the catalogue's.</param>
    public KiryanaCatalogue AtPrices(decimal level) => level == 1 ? this : new KiryanaCatalogue([.. Products.Select(p => p with
    {
        Price = p.Price < 10 ? p.Price : Math.Round(p.Price * level, MidpointRounding.AwayFromZero),
    })]);

    /// <summary>The requests that add all products to a catalogue.</summary>
    public IReadOnlyList<ProductRequest> ToProductRequests() => [.. Products.Select(p => p.ToRequest())];

    private static List<string> ReadLines()
    {
        using var reader = new StreamReader(typeof(KiryanaCatalogue).Assembly.GetManifestResourceStream(Resource)!);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    // Enough for this one file, whose quoted fields hold commas but neither quotes nor line breaks.
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (i == line.Length || (line[i] == ',' && !quoted))
            {
                fields.Add(line[start..i].Trim('"'));
                start = i + 1;
            }
        }

        return fields;
    }

    private static KiryanaProduct Product(Dictionary<string, string> row) => new()
    {
        Sku = row["sku"],
        Name = row["name"],
        NameUrdu = row["nameUrdu"],
        Category = row["category"],
        Unit = row["unit"],
        Price = decimal.Parse(row["price"]),
        Cost = decimal.Parse(row["cost"]),
        Barcode = Text(row["barcode"]),
        Pack = Text(row["pack"]) is { } pack ? new KiryanaPack(pack, decimal.Parse(row["packSize"]), Text(row["packBarcode"])) : null,
        ShelfLifeDays = Text(row["shelfLifeDays"]) is { } days ? int.Parse(days) : null,
        WeeklyDemand = double.Parse(row["weeklyDemand"]),
        WeekendFactor = double.Parse(row["weekendFactor"]),
        Season = Enum.Parse<Season>(row["season"], ignoreCase: true),
    };

    private static string? Text(string field) => field.Length > 0 ? field : null;
}
