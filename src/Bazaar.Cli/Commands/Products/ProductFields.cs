using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Products;

/// <summary>What can be said about a product on the command line.</summary>
internal sealed class ProductFields
{
    public Option<string?> Name { get; } = Given.Text("--name", "Its name.");

    public Option<string?> NameUrdu { get; } = Given.Text("--name-urdu", "Its name in Urdu.");

    public Option<string?> Category { get; } = Given.Text("--category", "Its category.");

    public Option<string[]> Barcodes { get; } = new("--barcode") { Description = "A barcode of one base unit; may be given more than once.", HelpName = "CODE" };

    public Option<Pack[]> Packs { get; } = new("--pack")
    {
        Description = "A pack: its name, how many base units, perhaps its barcode; may be given more than once.",
        HelpName = "NAME=SIZE[/PER][@CODE]",
        CustomParser = result => [.. result.Tokens.Select(token => ParsePack(token.Value, result.AddError)).OfType<Pack>()],
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<decimal?> Price { get; } = Given.Number("--price", "Selling price per base unit.");

    public Option<string?> Cost { get; } = Given.Clearable("--cost", "Usual cost per base unit.");

    public Option<string?> ShelfLifeDays { get; } = Given.Clearable("--shelf-life-days", "Days until it spoils.");

    public void AddTo(Verb verb)
    {
        foreach (var option in (Option[])[Name, NameUrdu, Category, Barcodes, Packs, Price, Cost, ShelfLifeDays])
        {
            verb.Add(option);
        }
    }

    /// <summary>Days are whole.</summary>
    /// <param name="days">As typed.</param>
    public static int? WholeDays(decimal? days) => days is not { } d ? null
        : d == decimal.Truncate(d) && d is >= 0 and <= int.MaxValue ? (int)d
        : throw new UsageException("--shelf-life-days: days are whole, such as 7.");

    /// <summary>Shows one product.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="product">Which.</param>
    public static void Write(Terminal terminal, Product product)
    {
        var packs = product.Packs.Select(p => $"{p.Name} = {Text.Quantity(p.Size ?? 0)}{(p.Per is null or 1 ? "" : $"/{p.Per}")} {product.Unit}{(p.Barcode is { } code ? $" ({code})" : "")}");
        (string Label, string? Value)[] rows =
        [
            ("Name", product.Name),
            ("In Urdu", product.NameUrdu),
            ("Category", product.Category),
            ("Unit", product.Unit),
            ("Price", Text.Money(product.Price)),
            ("Usual cost", product.Cost is { } cost ? Text.Cost(cost) : null),
            ("Barcodes", string.Join(", ", product.Barcodes)),
            ("Packs", string.Join(", ", packs)),
            ("Keeps for", product.ShelfLifeDays is { } days ? Text.Count(days, "day") : null),
            ("Archived", product.Archived ? "yes: it can be sold off, but not received" : null),
        ];
        terminal.Out.WriteLine(product.Sku);
        foreach (var (label, value) in rows.Where(r => !string.IsNullOrEmpty(r.Value)))
        {
            terminal.Out.WriteLine($"  {label,-10}  {value}");
        }
    }

    private static Pack? ParsePack(string text, Action<string> addError)
    {
        var equals = text.IndexOf('=');
        var rest = equals > 0 ? text[(equals + 1)..].Split('@', 2) : [""];
        var size = rest[0].Split('/', 2);
        var per = 1;
        if (!Given.TryNumber(size[0], out var number) || (size.Length == 2 && !int.TryParse(size[1], out per)) || rest is [_, ""])
        {
            addError($"--pack: '{text}' is not a pack. Write carton=24, third=10/3 or carton=24@8961014012352.");
            return null;
        }

        return new Pack { Name = text[..equals], Size = number, Per = size.Length == 2 ? per : null, Barcode = rest.Length == 2 ? rest[1] : null };
    }
}
