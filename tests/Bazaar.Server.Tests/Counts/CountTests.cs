using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Counts;

/// <summary>Several people count, someone reviews, and one entry follows.</summary>
public sealed class CountTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Scans_of_several_counters_add_up_and_stay_apart()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(20, packs: new Pack { Name = "box", Size = 6 });
        await count.ScanAsync(sku, 5, counter: "Ali");
        await count.ScanAsync(sku, 2, counter: "Sana", pack: "box");
        await count.ScanAsync(sku, -1, counter: "Ali");

        var row = (await count.ReviewAsync()).ShouldHaveSingleItem();
        (row.Counted, row.Book, row.Variance, row.Value, row.Missing).ShouldBe((16, 20, -4, -40, false));
        row.Counters.ShouldBe([new CounterQuantity("Ali", 4), new CounterQuantity("Sana", 12)]);
        var session = await count.ReadAsync();
        (session.Status, session.Scans, session.Products).ShouldBe(("open", 3, 1));
        session.Counters.Select(c => (c.Counter, c.Scans)).ShouldBe([("Ali", 2), ("Sana", 1)]);

        var entry = await count.PostAsync();
        (entry.Type, entry.Id, entry.Reference, entry.Note).ShouldBe(("count", count.Id, $"count {count.Number}", "Ramzan"));
        var line = entry.Lines.ShouldHaveSingleItem();
        (line.Counted, line.Quantity, line.OnHand).ShouldBe((16, -4, 16));
        (await count.ReadAsync()).ShouldSatisfyAllConditions(c => c.Status.ShouldBe("posted"), c => c.Entry.ShouldBe(entry.Id));
        (await count.ReviewAsync()).ShouldHaveSingleItem().Variance.ShouldBe(-4);
        await count.Store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Scans_are_listed_newest_first_and_the_differences_are_added_up()
    {
        var count = await Stocktake.OpenAsync(shop);
        var (right, less, more) = (await count.StockedAsync(5), await count.StockedAsync(20), await count.StockedAsync(1));
        await count.StockedAsync(3);
        await count.ScanAsync(right, 5, counter: "Ali");
        await count.ScanAsync(less, 18, counter: "Sana");
        await count.ScanAsync(more, 2, counter: "Ali");
        await count.BeepAsync("4006381333931");

        var page = await shop.Api.ListScansAsync(count.Id, limit: 3);
        page.Items.Select(s => (s.Sku, s.Quantity, s.Counter, s.Name)).ShouldBe([(null, 1, "owner", null), (more, 2, "Ali", "Product " + more), (less, 18, "Sana", "Product " + less)]);
        page.Items[0].Code.ShouldBe("4006381333931");
        var rest = await shop.Api.ListScansAsync(count.Id, limit: 3, cursor: page.Next.ShouldNotBeNull());
        rest.ShouldSatisfyAllConditions(r => r.Items.ShouldHaveSingleItem().Sku.ShouldBe(right), r => r.Next.ShouldBeNull());
        (await shop.Api.ListScansAsync(count.Id, less.ToLowerInvariant())).Items.ShouldHaveSingleItem().Quantity.ShouldBe(18);
        (await count.SendAsync("GET", "scans?cursor=bm8")).Json.GetProperty("errors").TryGetProperty("cursor", out _).ShouldBeTrue();

        (await count.ReviewAsync("counted-different")).Select(v => v.Sku).ShouldBe([less, more]);
        (await shop.Api.GetCountTotalsAsync(count.Id)).ShouldBe(new CountTotals { Counted = 3, Right = 1, Surplus = 10, Shortfall = -20, Missing = 1, MissingValue = -30 });
    }

    [Fact]
    public async Task What_is_sold_after_its_scan_is_no_surplus()
    {
        var count = await Stocktake.OpenAsync(shop);
        var (early, late) = (await count.StockedAsync(10), await count.StockedAsync(10));
        await count.ScanAsync(early, 10, TestStore.At(10));
        await count.Store.PostAsync("sale", early, 2, TestStore.At(10, 30));
        await count.Store.PostAsync("sale", late, 3, TestStore.At(11));
        await count.ScanAsync(late, 7, TestStore.At(12));
        await count.Store.PostAsync("sale", early, 1, TestStore.At(13));

        (await count.ReviewAsync("different")).ShouldBeEmpty();
        (await count.ReviewAsync(early, "all")).ShouldSatisfyAllConditions(v => v.Counted.ShouldBe(10), v => v.Book.ShouldBe(10));

        var entry = await count.PostAsync();

        entry.OccurredAt.ShouldBe(TestStore.At(12));
        entry.Lines.ShouldAllBe(l => l.Quantity == 0);
        entry.Lines.Single(l => l.Sku == early).Counted.ShouldBe(8);
        (await count.Store.OnHandAsync(early)).ShouldBe(7);
        (await count.Store.OnHandAsync(late)).ShouldBe(7);
        await count.Store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task A_scales_price_label_is_counted_with_the_stores_own_price()
    {
        var count = await Stocktake.OpenAsync(shop);
        await shop.Api.AddProductAsync(new ProductRequest { Sku = "77", Name = "Cheese", Unit = "kg", Price = 100 });
        await count.Store.PostAsync("opening", "77", 10);
        await shop.Api.EditStockAsync(count.Store.Code, "77", new StockPatch { Price = 51m });

        await count.BeepAsync("2300077025509");

        (await count.ReviewAsync()).ShouldHaveSingleItem().Counted.ShouldBe(0.5m);
    }

    [Fact]
    public async Task A_correction_speaks_of_the_scan_that_it_corrects()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(20);
        await count.ScanAsync(sku, 25, TestStore.At(10));
        await count.Store.PostAsync("sale", sku, 2, TestStore.At(11));
        await count.ScanAsync(sku, -5, TestStore.At(12));

        (await count.ReviewAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(v => v.Variance.ShouldBe(0), v => v.Book.ShouldBe(20), v => v.MovedMeanwhile.ShouldBe(0));
        (await count.PostAsync()).OccurredAt.ShouldBe(TestStore.At(10));
        (await count.Store.OnHandAsync(sku)).ShouldBe(18);
    }

    [Fact]
    public async Task A_product_that_moved_while_it_was_counted_is_pointed_out()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(20);
        await count.ScanAsync(sku, 15, TestStore.At(10));
        await count.Store.PostAsync("sale", sku, 2, TestStore.At(11));
        await count.ScanAsync(sku, 5, TestStore.At(12));

        (await count.ReviewAsync()).ShouldHaveSingleItem().MovedMeanwhile.ShouldBe(-2);
    }

    [Fact]
    public async Task A_time_that_is_stated_is_that_of_everything()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(10);
        await count.Store.PostAsync("sale", sku, 2, TestStore.At(20));
        await count.Store.PostAsync("sale", sku, 1, TestStore.At(22));
        await count.ScanAsync(sku, 8, TestStore.At(23));

        var entry = await count.PostAsync(countedAt: TestStore.At(21));

        (entry.OccurredAt, entry.Lines[0].Counted, entry.Lines[0].Quantity).ShouldBe((TestStore.At(21), 8, 0));
        (await count.Store.OnHandAsync(sku)).ShouldBe(7);
    }

    [Fact]
    public async Task A_count_in_between_corrects_the_book_and_moves_no_goods()
    {
        var count = await Stocktake.OpenAsync(shop);
        var (sku, other) = (await count.StockedAsync(12), await count.StockedAsync(1));
        await count.ScanAsync(sku, 10, TestStore.At(10));
        await count.Store.PostAsync("count", sku, 10, TestStore.At(11));
        await count.ScanAsync(other, 1, TestStore.At(12));

        (await count.PostAsync()).Lines.ShouldAllBe(l => l.Quantity == 0);
        (await count.Store.OnHandAsync(sku)).ShouldBe(10);
    }

    [Fact]
    public async Task What_was_not_scanned_is_left_alone_or_taken_as_nothing()
    {
        var (count, second) = (await Stocktake.OpenAsync(shop), default(Stocktake));
        var (there, gone, never) = (await count.StockedAsync(5), await count.StockedAsync(3), await shop.NewProductAsync());
        await count.ScanAsync(there, 5);

        (await count.ReviewAsync("missing")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            v => v.Sku.ShouldBe(gone), v => v.Missing.ShouldBeTrue(), v => v.Counted.ShouldBeNull(), v => v.Book.ShouldBe(3), v => v.Variance.ShouldBe(-3));
        (await count.PostAsync()).Lines.ShouldHaveSingleItem().Sku.ShouldBe(there);
        (await count.Store.OnHandAsync(gone)).ShouldBe(3);

        second = await Stocktake.OpenAsync(shop, count.Store);
        await second.ScanAsync(there, 5);
        (await second.PostAsync("zero")).Lines.Select(l => (l.Sku, l.Counted, l.Quantity)).ShouldBe([(there, 5, 0), (gone, 0, -3)], ignoreOrder: true);
        (await count.Store.OnHandAsync(gone)).ShouldBe(0);
        (await second.ReviewAsync("missing")).ShouldHaveSingleItem().Sku.ShouldBe(gone);
        (await count.Store.OnHandAsync(never)).ShouldBe(0);
    }

    [Fact]
    public async Task None_at_all_is_something_to_scan()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(3);

        await count.ScanAsync(sku, 0);

        (await count.PostAsync()).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(-3);
    }

    [Fact]
    public async Task Scans_that_come_again_do_no_harm()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(30);
        var scans = Enumerable.Range(0, 10).Select(_ => new CountScan { Id = Guid.CreateVersion7(), Sku = sku, Quantity = 1, Counter = "Ali", At = TestStore.At(9) }).ToArray();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => count.ScanAsync(scans))));

        results.Sum(r => r.Accepted).ShouldBe(10);
        results.Sum(r => r.Repeated).ShouldBe(190);
        var more = await count.ScanAsync([scans[0], new CountScan { Id = Guid.CreateVersion7(), Sku = sku, Quantity = 2 }]);
        (more.Accepted, more.Repeated).ShouldBe((1, 1));
        (await count.ReviewAsync()).Single().Counted.ShouldBe(12);

        var changed = $$"""{"scans":[{"id":"{{scans[0].Id}}","sku":"{{sku}}","quantity":2,"counter":"Ali","at":"{{scans[0].At:O}}"}]}""";
        (await count.SendAsync("POST", "scans", changed)).ShouldBeProblem(422, "id-reused");

        // A device that was out of reach sends what it had sent before, after the count is posted.
        await count.PostAsync();
        (await count.ScanAsync(scans)).Repeated.ShouldBe(10);
        (await count.SendAsync("POST", "scans", $$"""{"scans":[{"id":"{{Guid.NewGuid()}}","sku":"{{sku}}"}]}""")).ShouldBeProblem(409, "count-closed");
    }

    [Fact]
    public async Task Twenty_counters_at_once_lose_no_scan()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(1);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 5; n++)
            {
                await count.ScanAsync([.. Enumerable.Range(0, 10).Select(_ => new CountScan { Id = Guid.NewGuid(), Sku = sku, Quantity = 1, Counter = $"counter {i}" })]);
            }
        })));

        var session = await count.ReadAsync();
        (session.Scans, session.Counters.Count).ShouldBe((1_000, 20));
        (await count.ReviewAsync()).Single().Counted.ShouldBe(1_000);
    }

    [Fact]
    public async Task An_unknown_code_is_kept_until_someone_says_what_it_is()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(10);
        var (strange, rubbish) = ("4006381333931", "NO-SUCH-THING");
        (await count.BeepAsync(strange)).ToResolve.ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Code.ShouldBe(strange), t => t.Why.ShouldBe("unknown"));
        await count.BeepAsync(strange, 3);
        await count.ScanAsync(rubbish, 1);

        (await count.ReadAsync()).Codes.Select(c => (c.Code, c.Scans, c.Quantity, c.Dropped)).ShouldBe([(strange, 2, 4, false), (rubbish, 1, 1, false)], ignoreOrder: true);
        var early = (await count.SendAsync("POST", "post", """{"missing":"ignore"}""")).ShouldBeProblem(409, "count-not-ready");
        early.Json.GetProperty("detail").GetString()!.ShouldContain("nothing was counted yet");
        await count.ScanAsync(sku, 1);
        var blocked = (await count.SendAsync("POST", "post", """{"missing":"ignore"}""")).ShouldBeProblem(409, "count-not-ready");
        blocked.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([strange, rubbish], ignoreOrder: true);

        (await count.SendAsync("POST", "codes", $$"""{"code":"{{strange}}","sku":"{{sku}}"}""")).ShouldBe(200);
        (await count.SendAsync("POST", "codes", $$"""{"code":"{{rubbish.ToLowerInvariant()}}","reason":"a visitor's bag"}""")).ShouldBe(200)
            .Json.GetProperty("codes")[0].GetProperty("reason").GetString().ShouldBe("a visitor's bag");

        // What was settled stays settled for what is scanned later.
        (await count.BeepAsync(strange, 2)).ToResolve.ShouldBeEmpty();
        (await count.PostAsync()).Lines.ShouldHaveSingleItem().Counted.ShouldBe(7);
        (await shop.Api.GetProductAsync(sku)).Barcodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_product_outside_of_the_category_is_looked_at_by_someone()
    {
        var count = await Stocktake.OpenAsync(shop, category: "Drinks");
        var (cola, soap) = (await count.StockedAsync(5, category: "Drinks"), await count.StockedAsync(9, category: "Soap"));

        (await count.ScanAsync(soap, 1)).ToResolve.ShouldHaveSingleItem().Why.ShouldBe("outside");
        await count.ScanAsync(cola, 4);

        (await count.ReviewAsync("missing")).ShouldBeEmpty();
        (await count.SendAsync("POST", "post", """{"missing":"zero"}""")).ShouldBeProblem(409, "count-not-ready");
        (await count.SendAsync("POST", "codes", $$"""{"code":"{{soap}}","reason":"stands on the wrong shelf"}""")).ShouldBe(200);
        (await count.PostAsync("zero")).Lines.ShouldHaveSingleItem().Sku.ShouldBe(cola);
        (await count.Store.OnHandAsync(soap)).ShouldBe(9);
    }

    [Fact]
    public async Task A_count_that_is_posted_twice_gives_the_first_answer()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);
        await count.ScanAsync(sku, 4);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => count.SendAsync("POST", "post", """{"missing":"ignore"}"""))));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Count(a => a.Status == 200 && a.Header("Idempotency-Replayed") == "true").ShouldBe(9);
        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        (await count.SendAsync("POST", "post", """{"missing":"zero"}""")).ShouldBeProblem(409, "count-closed");
        (await count.SendAsync("POST", "post", $$"""{"missing":"zero","id":"{{count.Id}}"}""")).ShouldBeProblem(422, "id-reused");
        (await count.SendAsync("POST", "cancel")).ShouldBeProblem(409, "count-closed");
        (await count.Store.SeqAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_cancelled_count_moves_nothing()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);
        await count.ScanAsync(sku, 1);

        (await count.SendAsync("POST", "cancel")).ShouldBe(200).Json.GetProperty("status").GetString().ShouldBe("cancelled");
        (await count.SendAsync("POST", "cancel")).ShouldBe(200);

        (await count.SendAsync("POST", "post", """{"missing":"ignore"}""")).ShouldBeProblem(409, "count-closed");
        (await count.SendAsync("POST", "codes", """{"code":"X","reason":"no"}""")).ShouldBeProblem(409, "count-closed");
        (await count.Store.OnHandAsync(sku)).ShouldBe(5);
        (await count.ReadAsync()).Scans.ShouldBe(1);
    }

    [Fact]
    public async Task More_corrected_than_scanned_cannot_be_posted()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);
        await count.ScanAsync(sku, 2);
        await count.ScanAsync(sku, -3);

        (await count.SendAsync("POST", "post", """{"missing":"ignore"}""")).ShouldBeProblem(409, "count-not-ready").Text.ShouldContain("1 more than was scanned");

        await count.ScanAsync(sku, 1);
        (await count.PostAsync()).Lines.Single().Counted.ShouldBe(0);
    }

    [Fact]
    public async Task A_count_may_find_less_than_was_sold_since()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);
        await count.ScanAsync(sku, 1, TestStore.At(10));
        await count.Store.PostAsync("sale", sku, 3, TestStore.At(11));

        await count.PostAsync();

        (await count.Store.OnHandAsync(sku)).ShouldBe(-2);
        await count.Store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Variances_come_dearest_first_in_pages_and_as_a_file()
    {
        var count = await Stocktake.OpenAsync(shop);
        var (small, large, right) = (await count.StockedAsync(10, cost: 1), await count.StockedAsync(10, cost: 100), await count.StockedAsync(10));
        foreach (var (sku, quantity) in new[] { (small, 12), (large, 9), (right, 10) })
        {
            await count.ScanAsync(sku, quantity);
        }

        (await count.ReviewAsync()).Select(v => v.Sku).ShouldBe([large, small, right]);
        var first = await shop.Api.ListVariancesAsync(count.Id, limit: 2);
        first.Items.Select(v => v.Sku).ShouldBe([large, small]);
        (await shop.Api.ListVariancesAsync(count.Id, limit: 2, cursor: first.Next)).Items.ShouldHaveSingleItem().Sku.ShouldBe(right);
        var file = (await count.SendAsync("GET", "variances?format=csv&show=different")).ShouldBe(200);
        file.MediaType.ShouldBe("text/csv");
        file.Text.Split('\n')[1].ShouldStartWith($"{large},");
    }

    [Fact]
    public async Task Opening_twice_with_one_id_opens_one_count()
    {
        var store = await shop.NewStoreAsync();
        var body = $$"""{"id":"{{Guid.CreateVersion7()}}","store":"{{store.Code}}","name":"Eid"}""";
        var first = (await shop.SendAsync("POST", "counts", body)).ShouldBe(201);

        (await shop.SendAsync("POST", "counts", body)).ShouldBe(200).Text.ShouldBe(first.Text);
        (await shop.SendAsync("POST", "counts", body.Replace("Eid", "Ramzan"))).ShouldBeProblem(422, "id-reused");
        (await shop.Api.ListCountsAsync(store.Code, "open")).Items.ShouldHaveSingleItem().Name.ShouldBe("Eid");
        (await shop.Api.ListCountsAsync(store.Code, "posted")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_accuracy_report_tells_how_often_the_book_was_right()
    {
        var count = await Stocktake.OpenAsync(shop);
        var skus = new List<string>();
        foreach (var category in new[] { "Tea", "Tea", "Rice" })
        {
            skus.Add(await count.StockedAsync(10, cost: 5, category: category));
        }

        await count.ScanAsync(skus[0], 10, TestStore.At(9));
        await count.ScanAsync(skus[1], 12, TestStore.At(9));
        await count.ScanAsync(skus[2], 7, TestStore.At(9));
        await count.PostAsync();
        var wrong = await count.Store.PostAsync("count", skus[0], 99, TestStore.At(10));
        await count.Store.ReverseAsync(wrong);

        var report = await shop.Api.ReportAccuracyAsync(new ReportFilter { Stores = [count.Store.Code], From = TestStore.Date, To = TestStore.Date }, "category");
        report.Rows.Select(r => (r.Category, r.Counted, r.Right, r.Accuracy, r.AbsoluteVariance)).ShouldBe([("Rice", 1, 0, 0m, 15), ("Tea", 2, 1, 50m, 10)]);
        (report.Totals.Counted, report.Totals.Right, report.Totals.Accuracy, report.Totals.Surplus, report.Totals.Shortfall).ShouldBe((3, 1, 33.3m, 10, 15));
        (await shop.Api.ReportAccuracyAsync(new ReportFilter { Stores = [count.Store.Code] })).Rows.ShouldHaveSingleItem().Counted.ShouldBe(3);
        (await shop.Api.ReportAccuracyAsync(new ReportFilter { Stores = [count.Store.Code], Category = "Tea" })).Totals.Counted.ShouldBe(2);
        (await shop.Api.ReportAccuracyAsync(new ReportFilter { Stores = [count.Store.Code], To = TestStore.Date.AddDays(-1) })).Rows.ShouldBeEmpty();
        var csv = (await shop.SendAsync("GET", $"reports/accuracy?store={count.Store.Code}&format=csv")).ShouldBe(200).Text.Split('\n');
        csv[0].TrimEnd().ShouldBe("Store,Category,SKU,Name,Counted,Right,Accuracy %,Surplus,Shortfall,Absolute variance");
        var products = await shop.Api.ReportAccuracyAsync(new ReportFilter { Stores = [count.Store.Code], From = TestStore.Date, To = TestStore.Date }, "product");
        products.Rows.Select(r => (r.Sku, r.Category, r.Accuracy)).ShouldBe([(skus[0], "Tea", 100m), (skus[1], "Tea", 0m), (skus[2], "Rice", 0m)]);
        products.Totals.ShouldBe(report.Totals);
        (await shop.SendAsync("GET", "reports/accuracy?groupBy=day")).ShouldBeProblem(400, "invalid");
    }
}
