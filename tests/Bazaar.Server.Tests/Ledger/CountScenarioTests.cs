using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Ledger;

/// <summary>The worked examples 1 to 5: facts, counts and reversals in the order they are learnt.</summary>
public sealed class CountScenarioTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Example_1_a_fact_learnt_after_a_count_is_covered_by_it()
    {
        var (store, sku, count, sale) = await Example1Async();

        sale.Lines.Select(l => (l.Quantity, l.CoveredByCount, l.OnHand)).ShouldBe([(-1m, null, 7m), (1m, count.Seq, 8m)]);
        (await store.OnHandAsync(sku)).ShouldBe(8);
        (await store.OnHandAsync(sku, At(11, 30))).ShouldBe(9);
        (await store.OnHandAsync(sku, At(11, 30), count.RecordedAt)).ShouldBe(10);
        (await store.OnHandAsync(sku, At(12))).ShouldBe(8);
        (await store.OnHandAsync(sku, At(12), count.RecordedAt)).ShouldBe(8);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_1_in_the_reports_one_is_lost_and_one_is_sold()
    {
        var (store, sku, _, _) = await Example1Async();
        var filter = new ReportFilter { Stores = [store.Code], From = Date, To = Date };

        var lost = await shop.Api.ReportShrinkageAsync(filter, "product");
        lost.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Sku.ShouldBe(sku), r => r.Reason.ShouldBe("count"), r => r.Quantity.ShouldBe(1m), r => r.Cost.ShouldBe(60m));
        var sold = await shop.Api.ReportSalesAsync(filter, "product");
        sold.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Quantity.ShouldBe(1m), r => r.Gross.ShouldBe(100m), r => r.CostOfSales.ShouldBe(60m));
        (await shop.Api.ReportSalesAsync(filter)).Rows.ShouldHaveSingleItem().Key.ShouldBe(Date.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public async Task Example_1_is_explained_by_the_count_and_what_it_had_seen()
    {
        var (store, sku, count, _) = await Example1Async();

        var why = await shop.Api.ExplainStockAsync(store.Code, sku);

        why.LastCount!.ShouldSatisfyAllConditions(c => c.Seq.ShouldBe(count.Seq), c => c.Counted.ShouldBe(8), c => c.Variance.ShouldBe(-2));
        why.OnHand.ShouldBe(8);
        why.SeenByCount.ShouldBe(1);
    }

    [Fact]
    public async Task Example_2_a_fact_after_the_count_moves_the_stock()
    {
        var (store, sku, _) = await CountedAsync();

        var sale = await store.PostAsync("sale", sku, 1, At(13));

        sale.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(-1);
        (await store.OnHandAsync(sku)).ShouldBe(7);
    }

    [Fact]
    public async Task Example_3_a_count_entered_late_is_compared_with_the_book_of_its_time()
    {
        var (store, sku) = await OpenedAsync();
        await store.PostAsync("sale", sku, 2, At(13));

        var count = await store.PostAsync("count", sku, 9, At(12));

        count.Lines[0].Quantity.ShouldBe(-1);
        (await store.OnHandAsync(sku)).ShouldBe(7);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_4_the_first_count_after_a_fact_covers_it()
    {
        var (store, sku, first) = await CountedAsync();
        await store.PostAsync("count", sku, 8, At(14));

        var sale = await store.PostAsync("sale", sku, 1, At(11));

        sale.Lines[1].CoveredByCount.ShouldBe(first.Seq);
        (await store.OnHandAsync(sku)).ShouldBe(8);
        var between = await store.PostAsync("sale", sku, 1, At(13));
        between.Lines[1].CoveredByCount.ShouldNotBe(first.Seq);
        (await store.OnHandAsync(sku)).ShouldBe(8);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_5_reversing_a_covered_sale_moves_nothing()
    {
        var (store, sku, count, sale) = await Example1Async();

        var reversal = await store.ReverseAsync(sale);

        reversal.Lines.Select(l => l.Quantity).ShouldBe([1m, -1m]);
        reversal.Lines[1].CoveredByCount.ShouldBe(count.Seq);
        reversal.ReversalOf.ShouldBe(sale.Id);
        (await store.OnHandAsync(sku)).ShouldBe(8);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_5_reversing_an_uncovered_sale_brings_it_back()
    {
        var (store, sku) = await OpenedAsync();
        var sale = await store.PostAsync("sale", sku, 2, At(10));

        (await store.ReverseAsync(sale)).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(2);

        (await store.OnHandAsync(sku)).ShouldBe(10);
        (await shop.Api.GetMovementAsync(store.Code, sale.Id)).ReversedBy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Example_5_reversing_a_count_takes_back_its_variance_and_what_leant_on_it()
    {
        var (store, sku, count, _) = await Example1Async();

        var reversal = await store.ReverseAsync(count);

        reversal.Lines.Sum(l => l.Quantity).ShouldBe(1);
        (await store.OnHandAsync(sku)).ShouldBe(9);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_5_the_word_of_a_later_count_stands()
    {
        var (store, sku, first) = await CountedAsync();
        await store.PostAsync("count", sku, 8, At(14));

        await store.ReverseAsync(first);

        (await store.OnHandAsync(sku)).ShouldBe(8);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Example_5_an_entry_is_reversed_once_and_a_reversal_never()
    {
        var (store, sku) = await OpenedAsync();
        var sale = await store.PostAsync("sale", sku, 2, At(10));
        var reversal = await store.ReverseAsync(sale);

        (await shop.SendAsync("POST", $"stores/{store.Code}/movements/{sale.Id}/reversal", "{}")).ShouldBeProblem(409, ProblemCodes.AlreadyReversed);
        (await shop.SendAsync("POST", $"stores/{store.Code}/movements/{reversal.Id}/reversal", "{}")).ShouldBeProblem(409, ProblemCodes.NotReversible);
        (await shop.SendAsync("POST", $"stores/{store.Code}/movements/{Guid.CreateVersion7()}/reversal", "{}")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await store.OnHandAsync(sku)).ShouldBe(10);
    }

    [Fact]
    public async Task A_repeated_reversal_gets_the_first_answer()
    {
        var (store, sku) = await OpenedAsync();
        var sale = await store.PostAsync("sale", sku, 2, At(10));
        var body = $$"""{"id":"{{Guid.CreateVersion7()}}","reason":"a mistake"}""";

        var first = (await shop.SendAsync("POST", $"stores/{store.Code}/movements/{sale.Id}/reversal", body)).ShouldBe(201);
        var again = (await shop.SendAsync("POST", $"stores/{store.Code}/movements/{sale.Id}/reversal", body)).ShouldBe(200);

        again.Text.ShouldBe(first.Text);
        again.Header("Idempotency-Replayed").ShouldBe("true");
    }

    [Fact]
    public async Task A_count_is_refused_when_the_product_moved_since()
    {
        var (store, sku) = await OpenedAsync();
        var seen = await store.SeqAsync();
        await store.PostAsync("sale", sku, 1, At(10));

        (await store.SendAsync($$"""{"type":"count","expectedSeq":{{seen}},"lines":[{"sku":"{{sku}}","counted":10}]}""")).ShouldBeProblem(409, ProblemCodes.StockMoved);

        (await store.SendAsync($$"""{"type":"count","expectedSeq":{{seen + 1}},"lines":[{"sku":"{{sku}}","counted":9}]}""")).ShouldBe(201);
    }

    private async Task<(TestStore Store, string Sku)> OpenedAsync()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 100);
        await store.PostAsync("opening", sku, 10, At(9), cost: 60);
        return (store, sku);
    }

    private async Task<(TestStore Store, string Sku, Movement Count)> CountedAsync()
    {
        var (store, sku) = await OpenedAsync();
        var count = await store.PostAsync("count", sku, 8, At(12));
        count.Lines[0].Quantity.ShouldBe(-2);
        return (store, sku, count);
    }

    private async Task<(TestStore Store, string Sku, Movement Count, Movement Sale)> Example1Async()
    {
        var (store, sku, count) = await CountedAsync();
        return (store, sku, count, await store.PostAsync("sale", sku, 1, At(11)));
    }
}
