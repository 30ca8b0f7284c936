namespace Bazaar.Simulator.Demo;

/// <summary>The fifty stores of the demo's chain: where they stand, how large they are, what they ask, and who is in trouble.</summary>
internal static class ChainPlan
{
    /// <summary>How many stores the chain has.</summary>
    public const int Stores = 50;

    // The level is what things cost there, against the catalogue.
    private static readonly (string Code, string City, string Region, decimal Level, string[] Quarters)[] Cities =
    [
        ("LHR", "Lahore", "Punjab", 1.00m, ["Gulberg", "Johar Town", "Model Town", "Anarkali", "DHA Phase 5", "Iqbal Town", "Samanabad", "Township", "Shahdara"]),
        ("KHI", "Karachi", "Sindh", 1.03m, ["Saddar", "Clifton", "Gulshan-e-Iqbal", "Nazimabad", "Korangi", "Malir", "Lyari", "North Karachi", "Orangi"]),
        ("ISB", "Islamabad", "Islamabad Capital Territory", 1.06m, ["F-7 Markaz", "G-9 Markaz", "I-8 Markaz", "Bara Kahu"]),
        ("RWP", "Rawalpindi", "Punjab", 1.02m, ["Raja Bazaar", "Saddar", "Satellite Town", "Bahria Town", "Chaklala"]),
        ("FSD", "Faisalabad", "Punjab", 0.98m, ["D Ground", "Ghulam Muhammadabad", "Clock Tower", "Madina Town"]),
        ("MUX", "Multan", "Punjab", 0.97m, ["Cantt", "Gulgasht", "Hussain Agahi", "Shah Rukn-e-Alam"]),
        ("PEW", "Peshawar", "Khyber Pakhtunkhwa", 1.01m, ["Saddar", "Hayatabad", "University Town", "Qissa Khwani"]),
        ("UET", "Quetta", "Balochistan", 1.07m, ["Jinnah Road", "Satellite Town", "Liaquat Bazaar"]),
        ("SKT", "Sialkot", "Punjab", 0.99m, ["Cantt", "Paris Road", "Kutchery Road"]),
        ("HDD", "Hyderabad", "Sindh", 0.98m, ["Latifabad", "Qasimabad", "Resham Gali"]),
        ("GRW", "Gujranwala", "Punjab", 0.98m, ["Satellite Town", "Model Town"]),
    ];

    /// <summary>Makes the stores, the main ones of each city first.</summary>
    /// <param name="seed">The same seed gives the same chain.</param>
    /// <param name="days">How many days of trade, today included.</param>
    public static IEnumerable<DemoStorePlan> Make(long seed, int days)
    {
        var plans = Cities.SelectMany(c => c.Quarters.Select((quarter, i) => Store(seed, days, c.Code, c.City, c.Region, c.Level, quarter, i)));
        return plans.OrderBy(p => p.Code[^3..], StringComparer.Ordinal).Select((plan, i) => Fate(plan, i));
    }

    private static DemoStorePlan Store(long seed, int days, string city, string name, string region, decimal level, string quarter, int index)
    {
        var code = $"{city}-{index + 1:D3}";
        var random = new SeededRandom(seed, "chain", code);

        // The first store of a city is the old, large one; a few are kiosks.
        var size = (index == 0 ? 0.5 : 0.14) + (0.22 * random.Unit());
        return new DemoStorePlan
        {
            Code = code,
            Name = $"Bazaar {quarter}",
            City = name,
            Region = region,
            Size = size,
            PriceLevel = level + (random.Between(-1, 1) * 0.01m),
            Days = days,
        };
    }

    /// <summary>What happened to a store: some opened lately, some closed, were not heard of or not supplied.</summary>
    private static DemoStorePlan Fate(DemoStorePlan plan, int index) => index switch
    {
        14 or 37 => plan with { SilentDays = Math.Min(8, plan.Days - 1), Closed = true },
        21 => plan with { SilentDays = Math.Min(2, plan.Days - 1) },
        18 or 33 or 45 => plan with { UnsuppliedDays = Math.Min(6, plan.Days - 1) },
        26 or 40 => plan with { Days = Math.Min(10, plan.Days) },
        _ => plan,
    };
}
