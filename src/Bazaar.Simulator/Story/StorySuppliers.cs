using Bazaar.Contracts;
using Bazaar.Simulator.Kiryana;
using Bazaar.Simulator.Shop;
using Van = Bazaar.Simulator.Shop.Supplier;

namespace Bazaar.Simulator.Story;

/// <summary>The suppliers of the demo, by the codes under which their vans came in the history. All names are made up.</summary>
internal static class StorySuppliers
{
    // What sells best is enough to look around in; every one of the terms is a request.
    private const int GoodsOfEach = 8;

    // The wholesaler has a little of what others bring, and asks more for it.
    private const string Wholesaler = "OLD-BAZAAR-WHOLESALE";
    private const decimal Dearer = 1.04m;
    private const int AlsoAtTheWholesaler = 3;

    private static readonly (string Code, string Name, string Phone, int LeadTimeDays, string Note)[] Names =
    [
        ("GHALLA-MANDI", "Rehmat Ghalla Traders", "042-555-0110", 2, "Grain, pulses and sugar. Paid on delivery."),
        ("OIL-AGENCY", "Sunehri Oil Agency", "042-555-0121", 2, "Oil and ghee."),
        ("DRINKS-VAN", "Neher Drinks Van", "042-555-0132", 1, "Takes empty crates back."),
        ("DAIRY-AGENCY", "Subah Dairy Agency", "042-555-0143", 1, "Comes with a cold van, before noon."),
        ("SNACKS-VAN", "Khasta Snacks Supply", "042-555-0154", 2, "Biscuits, nimko and sweets."),
        ("SPICE-AND-TEA", "Patti Ghar Tea and Spices", "042-555-0165", 3, "Order before Sunday."),
        ("SOAP-AGENCY", "Ujli Soap Agency", "042-555-0176", 3, "Thirty days' credit."),
        (Wholesaler, "Old Bazaar Wholesale", "042-555-0187", 4, "Has nearly everything, for a little more."),
    ];

    // Two that ask more than they did.
    private static readonly (string Code, decimal Factor)[] NewPriceLists = [("OIL-AGENCY", 1.03m), ("SPICE-AND-TEA", 1.05m)];

    /// <summary>The suppliers and their terms.</summary>
    /// <param name="catalogue">What is sold.</param>
    public static IReadOnlyList<PlannedSupplier> Plan(KiryanaCatalogue catalogue) => [.. Names.Select(n => new PlannedSupplier(
        new SupplierRequest { Code = n.Code, Name = n.Name, Phone = n.Phone, LeadTimeDays = n.LeadTimeDays, Note = n.Note }, Terms(catalogue, n.Code), NewCosts(catalogue, n.Code)))];

    /// <summary>What it supplies, what sells best first.</summary>
    public static IEnumerable<KiryanaProduct> GoodsOf(KiryanaCatalogue catalogue, string supplier) =>
        catalogue.Products.Where(p => Van.Of(p).Code == supplier).OrderByDescending(p => p.WeeklyDemand * (double)p.Price).ThenBy(p => p.Sku, StringComparer.Ordinal).Take(GoodsOfEach);

    private static SourcingRequest[] Terms(KiryanaCatalogue catalogue, string supplier)
    {
        var own = GoodsOf(catalogue, supplier).Select((p, i) => Term(supplier, p, 1m) with { Preferred = true, Minimum = i == 0 && p.Pack is not null ? 2 : null });
        var more = supplier == Wholesaler ? GoodsOf(catalogue, "SPICE-AND-TEA").Take(AlsoAtTheWholesaler).Select(p => Term(supplier, p, Dearer)) : [];
        return [.. own, .. more];
    }

    private static Dictionary<string, decimal> NewCosts(KiryanaCatalogue catalogue, string supplier)
    {
        var factor = NewPriceLists.FirstOrDefault(l => l.Code == supplier).Factor;
        return GoodsOf(catalogue, supplier).Take(factor > 0 ? 2 : 0).ToDictionary(p => p.Sku, p => Term(supplier, p, factor).UnitCost!.Value, StringComparer.Ordinal);
    }

    private static SourcingRequest Term(string supplier, KiryanaProduct product, decimal factor) => new()
    {
        Supplier = supplier,
        Sku = product.Sku,
        Pack = product.Pack?.Name,
        UnitCost = Deliveries.RoundCost(product.Cost * factor * (product.Pack?.Size ?? 1)),
    };
}
