using System.Net.ServerSentEvents;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Features.Live;
using Bazaar.Server.Tests.Harness;
using Bazaar.Storage.Ledger;

namespace Bazaar.Server.Tests.Reading;

/// <summary>One stream of all stores: whoever comes back with the last checkpoint misses nothing.</summary>
public sealed class LiveStoresTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_stream_of_all_stores_resumes_after_its_checkpoint_without_a_gap()
    {
        var (a, b) = (await shop.NewStoreAsync(), await shop.NewStoreAsync());
        var sku = await shop.NewProductAsync();
        await a.PostAsync("opening", sku, 100);
        string checkpoint;
        await using (var live = await WatchAsync(null))
        {
            await live.NextAsync("checkpoint");
            await b.PostAsync("opening", sku, 100);
            await a.PostAsync("sale", sku, 1);
            var seen = new List<(string, long)> { await live.MovementAsync(), await live.MovementAsync() };
            seen.ShouldBe([(a.Code, 2), (b.Code, 1)], ignoreOrder: true);
            checkpoint = (await live.NextAsync("checkpoint")).EventId!;
            live.LastEventId.ShouldBe(checkpoint);
        }

        await a.PostAsync("sale", sku, 1);
        await b.PostAsync("sale", sku, 1);
        var later = await shop.NewStoreAsync();
        await later.PostAsync("opening", sku, 5);
        await later.PostAsync("sale", sku, 1);

        await using var again = await WatchAsync(checkpoint);
        var missed = new List<(string, long)>();
        for (var i = 0; i < 4; i++)
        {
            missed.Add(await again.MovementAsync());
        }

        missed.ShouldBe([(a.Code, 3), (b.Code, 2), (later.Code, 1), (later.Code, 2)]);
    }

    [Fact]
    public async Task However_often_a_stream_breaks_every_entry_arrives_and_in_the_order_of_its_store()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var sku = await shop.NewProductAsync();
        var stores = new List<TestStore>();
        for (var i = 0; i < 5; i++)
        {
            stores.Add(await shop.NewStoreAsync());
        }

        var start = await WatchAsync(null);
        var last = (await start.NextAsync("checkpoint")).EventId;
        await start.DisposeAsync();
        var codes = stores.ConvertAll(s => s.Code);
        var posting = Task.WhenAll(stores.Select(async s =>
        {
            for (var i = 0; i < 40; i++)
            {
                await s.PostAsync("opening", sku, 1);
            }
        }));
        var seen = codes.ToDictionary(c => c, _ => new SortedSet<long>());
        for (var connection = 0; seen.Values.Sum(s => s.Count) < 200; connection++)
        {
            connection.ShouldBeLessThan(2_000, $"seed {seed}");
            await using var live = await WatchAsync(last);
            var before = new Dictionary<string, long>();
            for (var n = random.Next(1, 120); n > 0 && seen.Values.Sum(s => s.Count) < 200; n--)
            {
                var (store, seq) = await live.MovementAsync();
                seq.ShouldBeGreaterThan(before.GetValueOrDefault(store), $"seed {seed}");
                before[store] = seq;
                if (seen.TryGetValue(store, out var seqs))
                {
                    seqs.Add(seq);
                }

                last = live.LastEventId ?? last;
            }
        }

        await posting;
        foreach (var seqs in seen.Values)
        {
            seqs.ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("12")]
    [InlineData("!!")]
    [InlineData("AQAB")]
    [InlineData("Af__________________")]
    public async Task An_id_that_the_stream_never_gave_is_refused(string id) =>
        (await shop.SendAsync("GET", "live", json: null, ("Last-Event-ID", id))).ShouldBeProblem(400, "invalid");

    [Fact]
    public void A_checkpoint_reads_back_as_it_was_written()
    {
        var positions = new StorePositions();
        StoreHead[] heads = [new(1, "A", 0), new(7, "B", 127), new(300, "C", 128), new(long.MaxValue, "D", long.MaxValue)];
        positions.Meet(heads, seesAll: true);

        var read = StorePositions.TryParse(positions.ToString())!;

        read.ToString().ShouldBe(positions.ToString());
        heads.ShouldAllBe(h => read.Of(h.Store) == h.Seq);
    }

    [Fact]
    public void A_store_that_becomes_visible_is_followed_from_now_and_a_new_one_from_its_beginning()
    {
        var positions = new StorePositions();
        positions.Meet([new(5, "E", 50)], seesAll: false);
        positions = StorePositions.TryParse(positions.ToString())!;

        positions.Meet([new(3, "C", 30), new(5, "E", 49), new(9, "I", 90)], seesAll: false);

        (positions.Of(3), positions.Of(5), positions.Of(9)).ShouldBe((30, 49, 0));
    }

    private async Task<Live> WatchAsync(string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/live");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        var response = await shop.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200);
        return new Live(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>A stream of events, read one by one; a minute without one is a failure.</summary>
    private sealed class Live : IAsyncDisposable
    {
        private readonly HttpResponseMessage _response;
        private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
        private readonly SseParser<string> _parser;
        private readonly IAsyncEnumerator<SseItem<string>> _events;

        public Live(HttpResponseMessage response, Stream stream)
        {
            _response = response;
            _parser = SseParser.Create(stream);
            _events = _parser.EnumerateAsync(_patience.Token).GetAsyncEnumerator(_patience.Token);
        }

        public string? LastEventId => _parser.LastEventId is { Length: > 0 } id ? id : null;

        public async Task<SseItem<string>> NextAsync(string kind)
        {
            do
            {
                (await _events.MoveNextAsync()).ShouldBeTrue();
            }
            while (_events.Current.EventType != kind);
            return _events.Current;
        }

        public async Task<(string Store, long Seq)> MovementAsync()
        {
            var movement = JsonSerializer.Deserialize((await NextAsync("movement")).Data, BazaarJson.Wire.Movement)!;
            return (movement.Store, movement.Seq);
        }

        public async ValueTask DisposeAsync()
        {
            await _events.DisposeAsync();
            _response.Dispose();
            _patience.Dispose();
        }
    }
}
