using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Bazaar.Domain.Catalog;

/// <summary>The base unit of a product: what one of it is, and how finely it divides.</summary>
/// <remarks>Pieces, pairs and sets are whole. Any other unit, known or not, takes three decimals. Names are kept in lower case, so <c>KG</c> and <c>kg</c> are one unit.</remarks>
public sealed record Unit
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 20;

    private const int LedgerDecimals = 3;
    private const int ThousandthsPerUnit = 1000;

    private static readonly Dictionary<string, Unit> Spellings = Spell(
        ("piece", 0, "pieces pcs pc ea each unit units nos"),
        ("pair", 0, "pairs"),
        ("set", 0, "sets"),
        ("kg", LedgerDecimals, "kgs kilo kilos kilogram kilograms"),
        ("g", LedgerDecimals, "gm gms gram grams"),
        ("l", LedgerDecimals, "lt ltr ltrs liter liters litre litres"),
        ("ml", LedgerDecimals, "milliliter milliliters millilitre millilitres"),
        ("m", LedgerDecimals, "mtr mtrs meter meters metre metres"),
        ("cm", LedgerDecimals, "centimeter centimeters centimetre centimetres"),
        ("ft", LedgerDecimals, "foot feet"),
        ("dozen", LedgerDecimals, "dozens dz doz"));

    private Unit(string name, int decimals)
    {
        Name = name;
        Decimals = decimals;
    }

    /// <summary>The unit of things that are counted one by one.</summary>
    public static Unit Piece => Spellings["piece"];

    /// <summary>The known units.</summary>
    public static IReadOnlyCollection<Unit> Known { get; } = [.. Spellings.Values.Distinct()];

    /// <summary>The name as it is kept.</summary>
    public string Name { get; }

    /// <summary>How many decimals a quantity may have: 0 or 3.</summary>
    public int Decimals { get; }

    /// <summary>Reads a unit. A known one is found by any of its spellings; an unknown one is taken as it is, in lower case.</summary>
    /// <param name="text">Such as <c>piece</c>, <c>pcs</c>, <c>KG</c>, <c>tola</c>.</param>
    /// <param name="unit">The unit, when it is one.</param>
    /// <param name="error">Otherwise what is wrong and what to do.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Unit? unit, [NotNullWhen(false)] out string? error)
    {
        unit = null;
        error = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || !text.All(LetterOrMark) || !char.IsLetter(text[0]))
        {
            error = $"A unit is a word of 1 to {MaxLength} letters, such as piece, kg, g, l, ml or m.";
            return false;
        }

        var name = text.ToLowerInvariant();
        unit = Spellings.GetValueOrDefault(name) ?? new Unit(name, LedgerDecimals);
        return true;
    }

    /// <summary>Whether this much can be had: half a piece cannot, half a kilogram can.</summary>
    /// <param name="thousandths">The quantity in thousandths of the unit.</param>
    public bool Allows(long thousandths) => Decimals > 0 || thousandths % ThousandthsPerUnit == 0;

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Urdu and other scripts write some vowels as marks on the letter before.
    private static bool LetterOrMark(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Dictionary<string, Unit> Spell(params (string Name, int Decimals, string Others)[] units)
    {
        var spellings = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var (name, decimals, others) in units)
        {
            var unit = new Unit(name, decimals);
            spellings.Add(name, unit);
            foreach (var other in others.Split(' '))
            {
                spellings.Add(other, unit);
            }
        }

        return spellings;
    }
}
