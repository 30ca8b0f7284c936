using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>Who supplies what at what cost: for all stores, for one, and over time.</summary>
public sealed class SourcingTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly Pack Carton = new() { Name = "carton", Size = 24 };

    [Fact]
    public async Task A_store_s_own_word_stands_over_what_holds_for_all()
    {
        var (buyer, other) = (await Buyer.NewAsync(shop), await Buyer.NewAsync(shop, leadTimeDays: 9));
        var sku = await shop.NewProductAsync(packs: Carton);
        var store = buyer.Store.Code;

        var all = await shop.Api.AddSourcingAsync(null, Terms(buyer, sku, 2400, pack: "CARTON"));
        all.ShouldSatisfyAllConditions(s => s.Store.ShouldBeNull(), s => s.Pack.ShouldBe("carton"), s => s.BaseCost.ShouldBe(100), s => s.PackSize.ShouldBe(24), s => s.LeadTimeDays.ShouldBeNull());
        await shop.Api.AddSourcingAsync(null, Terms(other, sku, 101.5m) with { Preferred = true });
        await shop.Api.AddSourcingAsync(store, Terms(buyer, sku, 2399.9999m, "carton") with { LeadTimeDays = 1, Minimum = 5, Preferred = true });

        (await shop.Api.ListSourcingAsync(null, sku)).Items.Select(s => (s.Supplier, s.UnitCost, s.Preferred)).ShouldBe([(buyer.Supplier, 2400m, false), (other.Supplier, 101.5m, true)], ignoreOrder: true);
        var here = (await shop.Api.ListSourcingAsync(store, sku)).Items;
        here.Select(s => (s.Store, s.Supplier, s.UnitCost, s.Preferred, s.LeadTimeDays)).ShouldBe(
            [(store, buyer.Supplier, 2399.9999m, true, 1), (null, other.Supplier, 101.5m, false, 9)], ignoreOrder: true);
        (await shop.Api.ListSourcingAsync(other.Store.Code, sku, buyer.Supplier)).Items.ShouldHaveSingleItem().Store.ShouldBeNull();
        (await shop.SendAsync("GET", Path(other.Store.Code, sku, buyer.Supplier))).ShouldBeProblem(404, ProblemCodes.NotFound);

        var first = await shop.Api.ListSourcingAsync(store, sku, limit: 1);
        (await shop.Api.ListSourcingAsync(store, sku, limit: 1, cursor: first.Next)).ShouldSatisfyAllConditions(p => p.Next.ShouldBeNull(), p => p.Items[0].Supplier.ShouldNotBe(first.Items[0].Supplier));
    }

    [Fact]
    public async Task Every_change_of_a_cost_is_kept_with_who_and_when()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync(packs: Carton);
        var store = buyer.Store.Code;
        await shop.Api.AddSourcingAsync(null, Terms(buyer, sku, 100));
        var own = await shop.Api.AddSourcingAsync(store, Terms(buyer, sku, 99));

        own = await shop.Api.EditSourcingAsync(store, sku, buyer.Supplier, own.Version, new SourcingPatch { Minimum = 10m });
        own = await shop.Api.EditSourcingAsync(store, sku, buyer.Supplier, own.Version, new SourcingPatch { UnitCost = 2300m, Pack = "carton", Minimum = 1m });
        await shop.Api.RemoveSourcingAsync(store, sku, buyer.Supplier, own.Version);
        await shop.Api.AddSourcingAsync(store, Terms(buyer, sku, 98));

        var history = (await shop.Api.ListSourcingHistoryAsync(store, sku)).Items;
        history.Select(c => (c.Store, c.FromCost, c.FromPack, c.ToCost, c.ToPack)).ShouldBe(
            [(store, null, null, 98m, null), (store, 2300m, "carton", null, null), (store, 99m, null, 2300m, "carton"), (store, null, null, 99m, null), (null, null, null, 100m, null)]);
        history.ShouldAllBe(c => c.Actor == "owner" && c.Supplier == buyer.Supplier);
        history.Select(c => c.At).ShouldBeInOrder(SortDirection.Descending);
        (await shop.Api.ListSourcingHistoryAsync(null, sku)).Items.ShouldHaveSingleItem().ToCost.ShouldBe(100);

        var seen = new List<SourcingChange>();
        await foreach (var change in Contracts.Client.BazaarClient.AllAsync(cursor => shop.Api.ListSourcingHistoryAsync(store, sku, buyer.Supplier, 2, cursor)))
        {
            seen.Add(change);
        }

        seen.ShouldBe(history);
    }

    [Fact]
    public async Task Only_one_supplier_is_asked_first()
    {
        var (one, two) = (await Buyer.NewAsync(shop), await Buyer.NewAsync(shop));
        var sku = await shop.NewProductAsync();
        await shop.Api.AddSourcingAsync(null, Terms(one, sku, 1) with { Preferred = true });
        await shop.Api.AddSourcingAsync(null, Terms(two, sku, 2) with { Preferred = true });

        (await shop.Api.ListSourcingAsync(null, sku)).Items.Where(s => s.Preferred).ShouldHaveSingleItem().Supplier.ShouldBe(two.Supplier);
        (await shop.SendAsync("PATCH", Path(null, sku, one.Supplier), """{"preferred":true}""", ("If-Match", "\"1\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
    }

    [Fact]
    public async Task An_order_costs_what_the_supplier_asks_in_that_store_and_should_come_after_his_lead_time()
    {
        var buyer = await Buyer.NewAsync(shop, leadTimeDays: 4);
        var (cola, tea) = (await shop.NewProductAsync(cost: 7, packs: [Carton, new Pack { Name = "case", Size = 144 }]), await shop.NewProductAsync(cost: 7.25m));
        await shop.Api.AddSourcingAsync(null, Terms(buyer, cola, 500));
        await shop.Api.AddSourcingAsync(buyer.Store.Code, Terms(buyer, cola, 100, "carton") with { LeadTimeDays = 6 });

        var order = await buyer.OrderAsync(Buyer.Line(cola, 1, null, "carton"), Buyer.Line(cola, 1, null, "case"), Buyer.Line(cola, 1, null), Buyer.Line(tea, 2, null));

        order.Lines.Select(l => l.UnitCost).ShouldBe([100m, 600m, 4.1667m, 7.25m]);
        (order.ExpectedAt!.Value - order.OrderedAt!.Value).TotalDays.ShouldBe(6);
        var unpriced = await shop.NewProductAsync();
        var problem = (await shop.SendAsync("POST", "purchase-orders", $$"""{"store":"{{buyer.Store.Code}}","supplier":"{{buyer.Supplier}}","lines":[{"sku":"{{unpriced}}","quantity":1}]}"""));
        problem.ShouldBeProblem(400, ProblemCodes.Invalid).Json.GetProperty("errors").TryGetProperty("lines[0].unitCost", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var buyer = await Buyer.NewAsync(shop);
        var (sku, kilo, gone) = (await shop.NewProductAsync(packs: Carton), await shop.NewProductAsync(unit: "kg"), await shop.NewProductAsync());
        await shop.Api.ArchiveProductAsync(gone, 1);
        var archived = await Buyer.NewAsync(shop);
        await shop.Api.ArchiveSupplierAsync(archived.Supplier, 1);
        async Task<Answer> Send(string more, string? product = null, string? supplier = null, string path = "sourcing") => await shop.SendAsync(
            "POST", path, $$"""{"sku":"{{product ?? sku}}","supplier":"{{supplier ?? buyer.Supplier}}"{{more}}}""");

        (await Send("")).ShouldBeProblem(400, ProblemCodes.Invalid).Text.ShouldContain("unitCost");
        (await Send(""","unitCost":-1""")).ShouldBeProblem(400, ProblemCodes.QuantityOutOfRange);
        (await Send(""","unitCost":1.00001""")).ShouldBeProblem(400, ProblemCodes.NotExact);
        (await Send(""","unitCost":1,"leadTimeDays":999""")).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await Send(""","unitCost":1,"packSize":0""")).ShouldBeProblem(400, ProblemCodes.QuantityOutOfRange);
        (await Send(""","unitCost":1,"minimum":-1""")).ShouldBeProblem(400, ProblemCodes.QuantityOutOfRange);
        (await Send(""","unitCost":1,"pack":"sack" """)).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await Send(""","unitCost":1,"pack":"carton","packSize":12""")).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await Send(""","unitCost":1,"packSize":1.5""")).ShouldBeProblem(400, ProblemCodes.NotExact);
        (await Send(""","unitCost":1,"minimum":0.5""")).ShouldBeProblem(400, ProblemCodes.NotExact);
        (await Send(""","unitCost":1,"minimum":0.5,"pack":"carton" """)).ShouldBe(201);
        (await Send(""","unitCost":1,"minimum":0.5,"packSize":1.5""", kilo)).ShouldBe(201);
        (await Send(""","unitCost":1""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
        (await Send(""","unitCost":1""", product: "NOTHING")).ShouldBeProblem(400, ProblemCodes.UnknownProduct);
        (await Send(""","unitCost":1""", supplier: "NOBODY")).ShouldBeProblem(400, ProblemCodes.UnknownSupplier);
        (await Send(""","unitCost":1""", product: gone)).ShouldBeProblem(409, ProblemCodes.ProductArchived);
        (await Send(""","unitCost":1""", supplier: archived.Supplier)).ShouldBeProblem(409, ProblemCodes.SupplierArchived);
        (await Send(""","unitCost":1""", path: "stores/NOWHERE/sourcing")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("PATCH", Path(null, sku, buyer.Supplier), """{"unitCost":null}""", ("If-Match", "*"))).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await shop.SendAsync("PATCH", Path(null, sku, buyer.Supplier), """{"unitCost":2}""")).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        (await shop.SendAsync("PATCH", Path(null, "NOTHING", buyer.Supplier), "{}", ("If-Match", "*"))).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("DELETE", Path(null, sku, "NOBODY"), (string?)null, ("If-Match", "*"))).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("GET", "sourcing/NOTHING/history")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("GET", "stores/NOWHERE/sourcing")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("GET", "sourcing?cursor=abc")).ShouldBeProblem(400, ProblemCodes.Invalid);
    }

    private static SourcingRequest Terms(Buyer buyer, string sku, decimal cost, string? pack = null) => new() { Supplier = buyer.Supplier, Sku = sku, UnitCost = cost, Pack = pack };

    private static string Path(string? store, string sku, string supplier) => $"{(store is null ? "" : $"stores/{store}/")}sourcing/{sku}/suppliers/{supplier}";
}
