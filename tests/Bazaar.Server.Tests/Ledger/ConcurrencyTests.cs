using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Ledger;

/// <summary>Many at once: nothing is oversold, nothing is posted twice.</summary>
public sealed class ConcurrencyTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Of_200_who_want_the_last_unit_exactly_one_gets_it()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => store.SaleAsync($$"""{"sku":"{{sku}}","quantity":1}""")));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.Status != 201))
        {
            var shortage = refused.ShouldBeProblem(409, ProblemCodes.InsufficientStock).Json.GetProperty("shortages").EnumerateArray().ShouldHaveSingleItem();
            shortage.GetProperty("sku").GetString().ShouldBe(sku);
            shortage.GetProperty("requested").GetDecimal().ShouldBe(1);
            shortage.GetProperty("onHand").GetDecimal().ShouldBe(0);
        }

        (await store.OnHandAsync(sku)).ShouldBe(0);
        (await store.SeqAsync()).ShouldBe(2);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task The_same_entry_a_thousand_times_at_once_is_one_entry_with_one_answer()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 5_000);
        var sale = $$"""{"id":"{{Guid.CreateVersion7()}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":3}]}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => store.SendAsync(sale)));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Status == 200 && a.Header("Idempotency-Replayed") == "true");
        answers.Select(a => a.Text).Distinct().ShouldHaveSingleItem();
        (await store.OnHandAsync(sku)).ShouldBe(4_997);
        (await store.SeqAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task One_idempotency_key_at_once_is_one_entry()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 100);
        var sale = $$"""{"type":"sale","lines":[{"sku":"{{sku}}","quantity":1}]}""";
        var key = ("Idempotency-Key", "till 2, receipt 881");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => store.SendAsync(sale, key)));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Select(a => a.Text).Distinct().ShouldHaveSingleItem();
        (await store.SendAsync($$"""{"type":"sale","lines":[{"sku":"{{sku}}","quantity":2}]}""", key)).ShouldBeProblem(422, ProblemCodes.IdReused);
        (await store.SendAsync(sale, ("Idempotency-Key", "till 2, receipt 882"))).ShouldBe(201);
        (await store.SendAsync(sale, ("Idempotency-Key", new string('k', 256)))).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await store.OnHandAsync(sku)).ShouldBe(98);
    }

    [Fact]
    public async Task Sequences_are_gapless_and_the_chain_holds_when_many_post_to_many_stores()
    {
        var stores = new[] { await shop.NewStoreAsync(), await shop.NewStoreAsync(), await shop.NewStoreAsync() };
        var sku = await shop.NewProductAsync();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => stores[i % 3].PostAsync("stockIn", sku, 1, cost: i)));

        foreach (var store in stores)
        {
            var feed = await shop.Api.ReadFeedAsync(store.Code, 0, 1_000);
            feed.Items.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
            feed.Items.Zip(feed.Items.Skip(1)).ShouldAllBe(p => p.Second.PreviousHash == p.First.Hash);
            feed.Items[^1].Lines[0].OnHand.ShouldBe(100);
            await store.ShouldProveItselfAsync();
        }
    }

    [Fact]
    public async Task An_atomic_bulk_posts_all_or_nothing()
    {
        var (store, other) = (await shop.NewStoreAsync(), await shop.NewStoreAsync());
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 5);
        string Bulk(decimal last, bool atomic) => $$"""
            {"atomic":{{(atomic ? "true" : "false")}},"movements":[
              {"store":"{{store.Code}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":2}]},
              {"store":"{{other.Code}}","type":"stockIn","lines":[{"sku":"{{sku}}","quantity":7,"unitCost":10}]},
              {"store":"{{store.Code}}","type":"sale","lines":[{"sku":"{{sku}}","quantity":{{last}}}]}]}
            """;

        var refused = await shop.SendAsync("POST", "movements", Bulk(4, atomic: true));
        Outcomes(refused).ShouldBe(["409 batch-refused", "409 batch-refused", "409 insufficient-stock"]);
        (await store.OnHandAsync(sku)).ShouldBe(5);
        (await other.SeqAsync()).ShouldBe(0);

        Outcomes(await shop.SendAsync("POST", "movements", Bulk(4, atomic: false))).ShouldBe(["201", "201", "409 insufficient-stock"]);
        var accepted = await shop.SendAsync("POST", "movements", Bulk(1, atomic: true));
        Outcomes(accepted).ShouldBe(["201", "201", "201"]);
        accepted.Header("Bazaar-Seq").ShouldBe($"{store.Code}:4, {other.Code}:2");
        (await store.OnHandAsync(sku)).ShouldBe(0);
        (await other.OnHandAsync(sku)).ShouldBe(14);
    }

    [Fact]
    public async Task An_atomic_bulk_with_a_malformed_entry_posts_nothing()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        var good = $$"""{"store":"{{store.Code}}","type":"opening","lines":[{"sku":"{{sku}}","quantity":2}]}""";

        var answer = await shop.SendAsync("POST", "movements", $$"""{"atomic":true,"movements":[{{good}},{"type":"sale","lines":[]}, null]}""");

        Outcomes(answer).ShouldBe(["409 batch-refused", "400 invalid", "400 invalid"]);
        (await store.SeqAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_bulk_sent_again_replays_each_entry()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        var one = $$"""{"store":"{{store.Code}}","type":"stockIn","lines":[{"sku":"{{sku}}","quantity":1}]}""";
        var bulk = $$"""{"movements":[{{string.Join(',', Enumerable.Repeat(one, 1_000))}}]}""";
        var key = ("Idempotency-Key", shop.Unique("bulk"));

        Outcomes(await shop.SendAsync("POST", "movements", bulk, key)).ShouldAllBe(o => o == "201");
        Outcomes(await shop.SendAsync("POST", "movements", bulk, key)).ShouldAllBe(o => o == "200");
        (await store.OnHandAsync(sku)).ShouldBe(1_000);
        (await shop.SendAsync("POST", "movements", $$"""{"movements":[{{string.Join(',', Enumerable.Repeat(one, 1_001))}}]}""")).ShouldBeProblem(400, ProblemCodes.Invalid);
    }

    private static List<string> Outcomes(Answer answer) => [.. answer.ShouldBe(200).Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("problem").ValueKind == JsonValueKind.Null
        ? r.GetProperty("status").ToString()
        : $"{r.GetProperty("status")} {r.GetProperty("problem").GetProperty("code")}")];
}
