using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Ledger;

/// <summary>The worked examples 6 to 16: costs, money, shortages, packs, repeats, dates and precedence.</summary>
public sealed class PostingScenarioTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Example_6_costs_are_a_moving_average()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 150);
        await store.PostAsync("stockIn", sku, 10, cost: 100);
        (await store.StockAsync(sku)).UnitCost.ShouldBe(100);
        await store.PostAsync("stockIn", sku, 10, cost: 120);
        (await store.StockAsync(sku)).UnitCost.ShouldBe(110);

        await store.PostAsync("sale", sku, 5);
        var sold = await shop.Api.ReportSalesAsync(new ReportFilter { Stores = [store.Code] });
        sold.Totals.CostOfSales.ShouldBe(550);
        (await store.PostAsync("supplierReturn", sku, 2)).Lines[0].UnitCost.ShouldBe(110);
        (await store.PostAsync("customerReturn", sku, 1)).Lines[0].UnitCost.ShouldBe(110);
        (await store.StockAsync(sku)).ShouldSatisfyAllConditions(s => s.OnHand.ShouldBe(14), s => s.UnitCost.ShouldBe(110));

        await store.PostAsync("sale", sku, 17, onShortage: "accept");
        await store.PostAsync("stockIn", sku, 10, cost: 120);
        (await store.StockAsync(sku)).ShouldSatisfyAllConditions(s => s.OnHand.ShouldBe(7), s => s.UnitCost.ShouldBe(120));
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task A_scales_price_label_is_read_with_the_stores_own_price()
    {
        var (store, other) = (await shop.NewStoreAsync(), await shop.NewStoreAsync());
        await shop.Api.AddProductAsync(new ProductRequest { Sku = "77", Name = "Cheese", Unit = "kg", Price = 100 });
        await store.PostAsync("opening", "77", 10);
        await other.PostAsync("opening", "77", 10);
        await shop.Api.EditStockAsync(store.Code, "77", new StockPatch { Price = 51m });
        const string Label = """{"barcode":"2300077025509"}""";

        (await store.SaleAsync(Label)).ShouldBe(201);
        (await other.SaleAsync(Label)).ShouldBe(201);

        (await store.OnHandAsync("77")).ShouldBe(9.5m);
        (await other.OnHandAsync("77")).ShouldBe(9.745m);
        await shop.Api.EditStockAsync(store.Code, "77", new StockPatch { Price = 1_000_000m });
        (await store.SaleAsync(Label)).ShouldBeProblem(400, ProblemCodes.Invalid).Json.GetProperty("errors").GetProperty("lines[0].barcode")[0].GetString()!.ShouldContain("buys none of 77");
    }

    [Fact]
    public async Task Example_7_amounts_are_rounded_by_line_and_quantities_never()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 160, unit: "kg");
        await store.PostAsync("opening", sku, 0.633m);

        (await store.PostAsync("sale", sku, 0.333m)).Total.ShouldBe(53.28m);
        for (var i = 0; i < 3; i++)
        {
            await store.PostAsync("sale", sku, 0.1m);
        }

        (await store.OnHandAsync(sku)).ShouldBe(0);
        (await store.StockAsync(sku)).Status.ShouldBe("out");
    }

    [Fact]
    public async Task Example_8_a_basket_that_is_short_names_every_short_product_and_posts_nothing()
    {
        var store = await shop.NewStoreAsync();
        var (a, b, c) = (await shop.NewProductAsync(), await shop.NewProductAsync(), await shop.NewProductAsync());
        await store.PostAsync("opening", a, 3);
        await store.PostAsync("opening", c, 9);
        var seq = await store.SeqAsync();

        var refused = await store.SaleAsync($$"""{"sku":"{{a}}","quantity":5},{"sku":"{{b}}","quantity":1},{"sku":"{{c}}","quantity":1}""");

        refused.ShouldBeProblem(409, ProblemCodes.InsufficientStock);
        Shortages(refused).ShouldBe([(a, 5m, 3m), (b, 1m, 0m)]);
        Shortages(await store.SaleAsync($$"""{"sku":"{{a}}","quantity":2},{"sku":"{{a}}","quantity":2}""")).ShouldBe([(a, 4m, 3m)]);
        (await store.SeqAsync()).ShouldBe(seq);
        (await store.OnHandAsync(c)).ShouldBe(9);
    }

    [Fact]
    public async Task Example_9_a_till_that_was_offline_may_go_below_zero_and_an_alert_names_the_entry()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 1);

        var sale = await store.PostAsync("sale", sku, 3, onShortage: "accept");

        (await store.OnHandAsync(sku)).ShouldBe(-2);
        var alert = (await shop.Api.ListAlertsAsync(store.Code)).Items.ShouldHaveSingleItem();
        alert.ShouldSatisfyAllConditions(x => x.Kind.ShouldBe("negative"), x => x.Status.ShouldBe("open"), x => x.Entry.ShouldBe(sale.Id), x => x.Sku.ShouldBe(sku));
        await store.PostAsync("stockIn", sku, 2, cost: 50);
        (await shop.Api.ListAlertsAsync(store.Code, "negative")).Items.ShouldBeEmpty();
        (await shop.Api.ListAlertsAsync(store.Code, "negative", "resolved")).Items.ShouldHaveSingleItem().Id.ShouldBe(alert.Id);
    }

    [Fact]
    public async Task Example_11_packs_are_bought_sold_and_priced_as_named()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 120, packs: [new Pack { Name = "carton", Size = 24 }, new Pack { Name = "ten", Size = 10 }]);

        var bought = (await store.SendAsync($$"""{"type":"stockIn","lines":[{"sku":"{{sku}}","quantity":2,"pack":"carton","unitCost":2400.00}]}""")).ShouldBe(201).Json.GetProperty("lines")[0];
        bought.GetProperty("quantity").GetDecimal().ShouldBe(48);
        bought.GetProperty("unitCost").GetDecimal().ShouldBe(100);
        bought.GetProperty("pack").GetString().ShouldBe("carton");
        bought.GetProperty("packQuantity").GetDecimal().ShouldBe(2);
        bought.GetProperty("packCost").GetDecimal().ShouldBe(2400);

        var sold = (await store.SaleAsync($$"""{"sku":"{{sku}}","quantity":0.5,"pack":"Carton","unitPrice":2500}""")).ShouldBe(201).Json;
        sold.GetProperty("lines")[0].GetProperty("quantity").GetDecimal().ShouldBe(-12);
        sold.GetProperty("total").GetDecimal().ShouldBe(1250);
        (await store.SaleAsync($$"""{"sku":"{{sku}}","quantity":0.333,"pack":"ten"}""")).ShouldBeProblem(400, ProblemCodes.NotExact);
        (await store.SaleAsync($$"""{"sku":"{{sku}}","quantity":1,"pack":"crate"}""")).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await store.OnHandAsync(sku)).ShouldBe(36);
    }

    [Fact]
    public async Task Example_12_the_same_id_again_gets_the_first_answer_even_after_the_price_changed()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 100);
        await store.PostAsync("opening", sku, 10);
        var id = Guid.CreateVersion7();
        var first = (await store.SendAsync($$"""{"id":"{{id}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":2}]}""")).ShouldBe(201);
        first.Header("Bazaar-Seq").ShouldBe($"{store.Code}:2");
        first.Header("Idempotency-Replayed").ShouldBeNull();
        first.Raw.Headers.Location!.ToString().ShouldBe($"/api/v1/stores/{store.Code}/movements/{id}");
        await shop.Api.EditProductAsync(sku, 1, new ProductPatch { Price = 130m });

        var again = (await store.SendAsync($$"""{"lines":[{"quantity":2.000,"sku":"{{sku}}"}],"type":"sale","id":"{{id}}"}""")).ShouldBe(200);

        again.Text.ShouldBe(first.Text);
        again.Header("Idempotency-Replayed").ShouldBe("true");
        again.Header("Bazaar-Seq").ShouldBe($"{store.Code}:2");
        (await store.SendAsync($$"""{"id":"{{id}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":3}]}""")).ShouldBeProblem(422, ProblemCodes.IdReused);
        (await store.SendAsync($$"""{"id":"{{id}}","type":"sale","note":"x","lines":[{"sku":"{{sku}}","quantity":2}]}""")).ShouldBeProblem(422, ProblemCodes.IdReused);
        (await store.OnHandAsync(sku)).ShouldBe(8);
    }

    [Fact]
    public async Task Example_12_a_refused_id_may_be_tried_again()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        var sale = $$"""{"id":"{{Guid.CreateVersion7()}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":2}]}""";
        (await store.SendAsync(sale)).ShouldBeProblem(409, ProblemCodes.InsufficientStock);

        await store.PostAsync("opening", sku, 2);

        (await store.SendAsync(sale)).ShouldBe(201).Json.GetProperty("seq").GetInt64().ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "2026-03-02")]
    [InlineData("03:00", "2026-03-01")]
    public async Task Example_13_the_business_date_is_the_stores_own(string? dayStartsAt, string date)
    {
        var store = await shop.NewStoreAsync("Asia/Karachi", dayStartsAt);
        var sku = await shop.NewProductAsync();

        var posted = await store.PostAsync("opening", sku, 1, DateTimeOffset.Parse("2026-03-01T19:30:00Z"));

        posted.BusinessDate.ToString("yyyy-MM-dd").ShouldBe(date);
        var row = await shop.Api.GetStoreAsync(store.Code);
        await shop.Api.EditStoreAsync(store.Code, row.Version, new StorePatch { TimeZone = "Pacific/Auckland", DayStartsAt = "00:00" });
        (await shop.Api.GetMovementAsync(store.Code, posted.Id)).BusinessDate.ToString("yyyy-MM-dd").ShouldBe(date);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_14_the_first_thing_that_is_wrong_is_answered()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 1);
        var known = (await store.PostAsync("sale", sku, 1)).Id;
        string Sale(Guid id, string sku, decimal quantity) => $$"""{"id":"{{id}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":{{quantity}}},{"sku":"GHOST","quantity":1},{"sku":"{{sku}}","quantity":0.5}]}""";

        (await shop.SendAsync("POST", "stores/NOWHERE/movements", """{"type":"sale","lines":[]}""")).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await shop.SendAsync("POST", "stores/NOWHERE/movements", Sale(known, sku, 1))).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await store.SendAsync(Sale(known, sku, 1))).ShouldBeProblem(422, ProblemCodes.IdReused);
        await CloseAsync(store);
        var lines = (await store.SendAsync(Sale(Guid.CreateVersion7(), sku, 1))).ShouldBeProblem(400, ProblemCodes.UnknownProduct).Json.GetProperty("errors");
        lines.EnumerateObject().Select(e => e.Name).ShouldBe(["lines[1].sku", "lines[2].quantity"]);
        (await store.SaleAsync($$"""{"sku":"{{sku}}","quantity":5}""")).ShouldBeProblem(409, ProblemCodes.StoreClosed);
        await CloseAsync(store, closed: false);
        (await store.SendAsync($$"""{"type":"count","expectedSeq":0,"lines":[{"sku":"{{sku}}","counted":0}]}""")).ShouldBeProblem(409, ProblemCodes.StockMoved);
        (await store.SaleAsync($$"""{"sku":"{{sku}}","quantity":5}""")).ShouldBeProblem(409, ProblemCodes.InsufficientStock);
    }

    [Theory]
    [InlineData(4, 201)]
    [InlineData(6, 400)]
    public async Task Example_15_clocks_may_differ_by_five_minutes(int minutesAhead, int status)
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(minutesAhead);

        (await store.SendAsync($$"""{"type":"opening","occurredAt":"{{at:O}}","lines":[{"sku":"{{sku}}","quantity":1}]}""")).ShouldBe(status);

        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_16_what_is_left_of_an_archived_product_can_leave_and_nothing_can_arrive()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 10);
        await shop.Api.ArchiveProductAsync(sku, 1);

        (await store.SendAsync($$"""{"type":"stockIn","lines":[{"sku":"{{sku}}","quantity":1}]}""")).ShouldBeProblem(409, ProblemCodes.ProductArchived);
        foreach (var type in (string[])["sale", "removal", "supplierReturn", "customerReturn", "count"])
        {
            await store.PostAsync(type, sku, 1);
        }

        (await shop.SendAsync("POST", "products", $$"""{"sku":"{{sku.ToLowerInvariant()}}","name":"Another","unit":"piece","price":1}""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
        (await store.OnHandAsync(sku)).ShouldBe(1);
    }

    private static List<(string? Sku, decimal Requested, decimal OnHand)> Shortages(Answer answer) =>
        [.. answer.Json.GetProperty("shortages").EnumerateArray().Select(s => (s.GetProperty("sku").GetString(), s.GetProperty("requested").GetDecimal(), s.GetProperty("onHand").GetDecimal()))];

    private async Task CloseAsync(TestStore store, bool closed = true)
    {
        var row = await shop.Api.GetStoreAsync(store.Code);
        await shop.Api.EditStoreAsync(store.Code, row.Version, new StorePatch { Closed = closed });
    }
}
