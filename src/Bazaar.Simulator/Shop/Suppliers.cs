using Bazaar.Simulator.Kiryana;
using static System.DayOfWeek;

namespace Bazaar.Simulator.Shop;

/// <summary>Who delivers, on which weekdays, at what hour.</summary>
/// <param name="Code">The supplier's code.</param>
/// <param name="Hour">The hour of the day the van comes.</param>
/// <param name="Days">The weekdays it comes.</param>
internal sealed record Supplier(string Code, int Hour, params DayOfWeek[] Days)
{
    private static readonly Supplier Milkman = new("GAWALA-DAIRY", 7, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday);
    private static readonly Supplier Baker = new("CITY-BAKERY", 7, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday) { TakesBackUnsold = true };
    private static readonly Supplier Vegetables = new("SABZI-MANDI", 9, Monday, Wednesday, Friday, Saturday);
    private static readonly Supplier Poultry = new("POULTRY-FARM", 10, Tuesday, Thursday, Saturday);
    private static readonly Supplier Grain = new("GHALLA-MANDI", 11, Monday, Thursday);
    private static readonly Supplier Oil = new("OIL-AGENCY", 12, Tuesday, Friday);
    private static readonly Supplier Drinks = new("DRINKS-VAN", 10, Tuesday, Friday);
    private static readonly Supplier Dairy = new("DAIRY-AGENCY", 9, Monday, Thursday);
    private static readonly Supplier Snacks = new("SNACKS-VAN", 15, Wednesday, Saturday);
    private static readonly Supplier Spices = new("SPICE-AND-TEA", 16, Tuesday);
    private static readonly Supplier Soap = new("SOAP-AGENCY", 15, Wednesday);
    private static readonly Supplier Wholesale = new("OLD-BAZAAR-WHOLESALE", 11, Wednesday, Saturday);

    public static readonly Supplier[] All = [Milkman, Baker, Vegetables, Poultry, Grain, Oil, Drinks, Dairy, Snacks, Spices, Soap, Wholesale];

    /// <summary>True when unsold goods go back with the next van instead of into the bin.</summary>
    public bool TakesBackUnsold { get; init; }

    /// <summary>The longest wait between two visits, in days.</summary>
    public int LongestGapDays
    {
        get
        {
            var gaps = Enumerable.Range(0, 7).Where(d => Days.Contains((DayOfWeek)d)).ToArray();
            return gaps.Select((d, i) => i + 1 < gaps.Length ? gaps[i + 1] - d : gaps[0] + 7 - d).Max();
        }
    }

    public static Supplier Of(KiryanaProduct product) => product switch
    {
        { Category: "Dairy & Eggs", ShelfLifeDays: <= 5 } => Milkman,
        { Category: "Bread & Bakery", ShelfLifeDays: <= 5 } => Baker,
        { Category: "Dairy & Eggs", Pack.Name: "tray" } => Poultry,
        { Category: "Dairy & Eggs" } => Dairy,
        { Category: "Produce & Nuts", ShelfLifeDays: <= 60 } => Vegetables,
        { Category: "Flour & Rice" or "Pulses" or "Sugar & Salt" or "Produce & Nuts" } => Grain,
        { Category: "Oil & Ghee" } => Oil,
        { Category: "Tea & Drinks", Season: Season.Summer } => Drinks,
        { Category: "Biscuits & Snacks" or "Sweets & Chocolate" or "Bread & Bakery" } => Snacks,
        { Category: "Spices & Sauces" or "Tea & Drinks" } => Spices,
        { Category: "Soap & Detergent" or "Personal Care" or "Baby Care" } => Soap,
        _ => Wholesale,
    };
}
