using System.Net.ServerSentEvents;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Reading;

/// <summary>The feed, the live stream, the list of entries, and the explanation of a number.</summary>
public sealed class LedgerReadingTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task The_feed_gives_every_entry_in_order_from_any_place()
    {
        var (store, sku) = await StoreAsync();
        for (var i = 0; i < 7; i++)
        {
            await store.PostAsync("sale", sku, 1);
        }

        var first = await shop.Api.ReadFeedAsync(store.Code, 0, 3);
        first.Items.Select(m => m.Seq).ShouldBe([1, 2, 3]);
        first.Head.ShouldBe(8);
        (await shop.Api.ReadFeedAsync(store.Code, 3, 100)).Items.Select(m => m.Seq).ShouldBe([4, 5, 6, 7, 8]);
        (await shop.Api.ReadFeedAsync(store.Code, 8)).Items.ShouldBeEmpty();
        (await shop.Api.ReadFeedAsync(store.Code, 900)).ShouldSatisfyAllConditions(f => f.Items.ShouldBeEmpty(), f => f.Head.ShouldBe(8));
    }

    [Fact]
    public async Task A_stream_sees_what_is_posted_meanwhile_and_resumes_without_a_gap()
    {
        var (store, sku) = await StoreAsync();
        await store.PostAsync("sale", sku, 1);
        await store.PostAsync("sale", sku, 1);

        await using (var live = await WatchAsync(store, after: 1))
        {
            (await live.NextAsync()).Seq.ShouldBe(2);
            (await live.NextAsync()).Seq.ShouldBe(3);
            var sale = await store.PostAsync("sale", sku, 2);
            (await live.NextAsync()).ShouldSatisfyAllConditions(m => m.Seq.ShouldBe(4), m => m.Id.ShouldBe(sale.Id), m => m.Hash.ShouldBe(sale.Hash));
        }

        await store.PostAsync("sale", sku, 1);
        await using var again = await WatchAsync(store, after: 4);
        var posts = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.PostAsync("sale", sku, 1)));
        for (var seq = 5; seq <= 55; seq++)
        {
            (await again.NextAsync()).Seq.ShouldBe(seq);
        }

        await posts;
    }

    [Fact]
    public async Task A_new_stream_begins_with_what_is_posted_next()
    {
        var (store, sku) = await StoreAsync();
        await using var live = await WatchAsync(store, after: null);

        var sale = await store.PostAsync("sale", sku, 1);

        (await live.NextAsync()).Id.ShouldBe(sale.Id);
    }

    [Fact]
    public async Task Entries_are_listed_newest_first_and_found_by_what_is_known_of_them()
    {
        var (store, sku) = await StoreAsync();
        var other = await shop.NewProductAsync();
        await store.PostAsync("stockIn", other, 5);
        var old = await store.PostAsync(Request("sale", sku, 1, At(9)) with { Reference = "till 2, receipt 881" });

        async Task<long[]> Seqs(Func<BazaarClient, Task<Page<Movement>>> list) => [.. (await list(shop.Api)).Items.Select(m => m.Seq)];
        (await Seqs(a => a.ListMovementsAsync(store.Code))).ShouldBe([3, 2, 1]);
        (await Seqs(a => a.ListMovementsAsync(store.Code, type: "sale"))).ShouldBe([3]);
        (await Seqs(a => a.ListMovementsAsync(store.Code, sku: other))).ShouldBe([2]);
        (await Seqs(a => a.ListMovementsAsync(store.Code, reference: "till 2, receipt 881"))).ShouldBe([old.Seq]);
        (await Seqs(a => a.ListMovementsAsync(store.Code, actor: "owner", from: Date, to: Date))).ShouldBe([3]);
        (await Seqs(a => a.ListMovementsAsync(store.Code, actor: "nobody"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_entries_hold_while_more_are_posted()
    {
        var (store, sku) = await StoreAsync();
        for (var i = 0; i < 9; i++)
        {
            await store.PostAsync("sale", sku, 1);
        }

        var seen = new List<long>();
        await foreach (var entry in BazaarClient.AllAsync(c => shop.Api.ListMovementsAsync(store.Code, limit: 3, cursor: c)))
        {
            seen.Add(entry.Seq);
            await store.PostAsync("sale", sku, 1);
        }

        seen.ShouldBe([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task A_number_is_explained_by_what_moved_since_the_last_count()
    {
        var (store, sku) = await StoreAsync();
        await store.PostAsync("sale", sku, 2);
        var before = await shop.Api.ExplainStockAsync(store.Code, sku);
        before.LastCount.ShouldBeNull();
        before.Since.Select(s => (s.Type, s.Quantity, s.Lines)).ShouldBe([("opening", 100m, 1L), ("sale", -2m, 1L)]);
        before.OnHand.ShouldBe(98);

        var count = await store.PostAsync("count", sku, 90);
        await store.PostAsync("stockIn", sku, 10);
        await store.PostAsync("sale", sku, 4);

        var after = await shop.Api.ExplainStockAsync(store.Code, sku);
        after.LastCount!.Id.ShouldBe(count.Id);
        after.Since.Select(s => (s.Type, s.Quantity)).ShouldBe([("sale", -4m), ("stockIn", 10m)]);
        after.OnHand.ShouldBe(96);
        (await store.OnHandAsync(sku)).ShouldBe(96);
    }

    private async Task<(TestStore Store, string Sku)> StoreAsync()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 100);
        return (store, sku);
    }

    private async Task<Live> WatchAsync(TestStore store, long? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/stores/{store.Code}/live");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after.ToString());
        }

        var response = await shop.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new Live(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>A stream of events, read one by one; a minute without one is a failure.</summary>
    private sealed class Live : IAsyncDisposable
    {
        private readonly HttpResponseMessage _response;
        private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
        private readonly IAsyncEnumerator<SseItem<string>> _events;

        public Live(HttpResponseMessage response, Stream stream)
        {
            _response = response;
            _events = SseParser.Create(stream).EnumerateAsync(_patience.Token).GetAsyncEnumerator(_patience.Token);
        }

        public async Task<Movement> NextAsync()
        {
            do
            {
                (await _events.MoveNextAsync()).ShouldBeTrue();
            }
            while (_events.Current.EventType == "heartbeat");

            _events.Current.EventType.ShouldBe("movement");
            var movement = JsonSerializer.Deserialize(_events.Current.Data, Bazaar.Contracts.Json.BazaarJson.Wire.Movement)!;
            _events.Current.EventId.ShouldBe(movement.Seq.ToString());
            return movement;
        }

        public async ValueTask DisposeAsync()
        {
            await _events.DisposeAsync();
            _response.Dispose();
            _patience.Dispose();
        }
    }
}
