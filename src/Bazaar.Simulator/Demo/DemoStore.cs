using System.Text;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Simulator.Kiryana;
using Bazaar.Simulator.Shop;

namespace Bazaar.Simulator.Demo;

/// <summary>One store of a demo on its way from nothing to a believable past.</summary>
internal sealed class DemoStore
{
    private const string TimeZone = "Asia/Karachi";
    private const int BulkEntries = 200;

    private readonly BazaarClient _client;
    private readonly DemoStorePlan _plan;
    private readonly List<SimulatedAction> _actions;
    private readonly List<Problem> _refused = [];
    private int _posted;
    private int _reversed;

    private DemoStore(BazaarClient client, DemoStorePlan plan, ShopSimulation simulation, DateTimeOffset now, FeedPage ledger)
    {
        (_client, _plan, Simulation, Head) = (client, plan, simulation, ledger.Head);
        _actions = [.. simulation.Start().Actions.TakeWhile(a => a.LearnedAt <= now.AddDays(-plan.SilentDays))];
        IsDemo = Head == 0 || Begins(ledger.Items[0].Id);
        IsFilled = Head > 0 && (Head >= _actions.Count || !IsDemo);
    }

    public ShopSimulation Simulation { get; }

    /// <summary>How many entries it had before.</summary>
    public long Head { get; }

    /// <summary>True when it had no entries, or the beginning of this very demo.</summary>
    public bool IsDemo { get; }

    /// <summary>True when it has entries and they are not the beginning of this very demo.</summary>
    public bool IsFilled { get; }

    /// <summary>Entries that stand, replays included, reversals not.</summary>
    public int Posted => _posted;

    /// <summary>Reversals that stand.</summary>
    public int Reversed => _reversed;

    /// <summary>What the server would not take.</summary>
    public IReadOnlyList<Problem> Refused => _refused;

    /// <summary>Adds the store where it is not there, and plans its past.</summary>
    /// <param name="client">The server.</param>
    /// <param name="plan">The store.</param>
    /// <param name="seed">The same seed on the same day gives the same past.</param>
    /// <param name="clock">Says what now is.</param>
    /// <param name="ct">Stops after the request under way.</param>
    public static async Task<DemoStore> OpenAsync(BazaarClient client, DemoStorePlan plan, long seed, TimeProvider clock, CancellationToken ct)
    {
        await AddAsync(client, plan, ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var ledger = await client.ReadFeedAsync(plan.Code, after: 0, limit: 1, ct: ct);

        // An interrupted demo goes on with the hour it was begun in; what stands is answered as a replay.
        var now = TimeZoneInfo.ConvertTime(ledger.Items is [var first, ..] ? first.RecordedAt : clock.GetUtcNow(), zone);
        var today = DateOnly.FromDateTime(now.DateTime);
        var simulation = new ShopSimulation(seed, today.AddDays(1 - plan.Days), plan.Days, plan.Code, plan.Size, zone, KiryanaCatalogue.Load().AtPrices(plan.PriceLevel))
        {
            LastDelivery = plan.UnsuppliedDays > 0 ? today.AddDays(-plan.UnsuppliedDays) : null,
        };
        return new DemoStore(client, plan, simulation, now, ledger);
    }

    /// <summary>Adds the catalogue to the server.</summary>
    /// <exception cref="BazaarProblemException">The server refused it.</exception>
    public static async Task ImportCatalogueAsync(BazaarClient client, CancellationToken ct)
    {
        using var file = KiryanaCatalogue.OpenImportFile();
        ThrowOnErrors("catalogue", await client.ImportProductsAsync(file, "text/csv", dryRun: false, ct));
    }

    /// <summary>Sets reorder points and targets, and prices where they are not the catalogue's.</summary>
    /// <exception cref="BazaarProblemException">The server refused them.</exception>
    public async Task SetLevelsAsync(CancellationToken ct)
    {
        var csv = new StringBuilder("sku,reorderPoint,targetLevel,price\n");
        foreach (var product in Simulation.Catalogue.Products)
        {
            var (reorderPoint, target) = Simulation.Levels[product.Sku];
            csv.Append($"{product.Sku},{reorderPoint},{target},{(_plan.PriceLevel == 1 ? "" : $"{product.Price}")}\n");
        }

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        ThrowOnErrors("levels", await _client.ImportLevelsAsync(_plan.Code, file, "text/csv", dryRun: false, ct));
    }

    /// <summary>Posts the trade; closes the store when that is its end.</summary>
    /// <param name="progress">Is told how many of how many are posted.</param>
    /// <param name="ct">Stops after the request under way; run again to go on.</param>
    public async Task TradeAsync(Action<int, int> progress, CancellationToken ct)
    {
        var waiting = new List<MovementRequest>(BulkEntries);
        for (var i = 0; i < _actions.Count; i++)
        {
            if (_actions[i] is PostAction post)
            {
                waiting.Add(post.Movement);
            }

            // A reversal speaks of an entry that must stand before it.
            if (waiting.Count == BulkEntries || i == _actions.Count - 1 || _actions[i] is ReverseAction)
            {
                await SendAsync(waiting, ct);
                waiting.Clear();
                progress(i + 1, _actions.Count);
            }

            if (_actions[i] is ReverseAction reverse)
            {
                await ReverseAsync(reverse, ct);
            }
        }

        if (_plan.Closed)
        {
            var store = await _client.GetStoreAsync(_plan.Code, ct);
            await _client.EditStoreAsync(_plan.Code, store.Version, new StorePatch { Closed = true }, ct);
        }
    }

    private static async Task AddAsync(BazaarClient client, DemoStorePlan plan, CancellationToken ct)
    {
        try
        {
            var store = await client.GetStoreAsync(plan.Code, ct);
            if (store.Seq == 0 && store.Name != plan.Name)
            {
                // The store that every shop begins with has no name of its own yet.
                await client.EditStoreAsync(plan.Code, store.Version, new StorePatch { Name = plan.Name, City = plan.City, Region = plan.Region }, ct);
            }
        }
        catch (BazaarProblemException e) when (e.Problem.Status == 404)
        {
            await client.AddStoreAsync(new StoreRequest { Code = plan.Code, Name = plan.Name, City = plan.City, Region = plan.Region, TimeZone = TimeZone }, ct);
        }
    }

    private static void ThrowOnErrors(string what, ImportResult result)
    {
        if (result.Errors is [var error, ..])
        {
            throw new BazaarProblemException(new Problem
            {
                Status = 400,
                Code = ProblemCodes.Invalid,
                Detail = $"The demo's {what} were refused: row {error.Row}, {error.Column}: {error.Message} ({result.Errors.Count} errors in all.)",
            });
        }
    }

    private bool Begins(Guid id) => _actions.Count > 0 && _actions[0] is PostAction post && post.Movement.Id == id;

    private async Task SendAsync(List<MovementRequest> waiting, CancellationToken ct)
    {
        if (waiting.Count > 0)
        {
            var answer = await _client.PostMovementsAsync(new BulkRequest { Movements = [.. waiting] }, ct);
            _refused.AddRange(answer.Results.Where(r => r.Problem is not null).Select(r => r.Problem!));
            _posted += answer.Results.Count(r => r.Movement is not null);
        }
    }

    private async Task ReverseAsync(ReverseAction reverse, CancellationToken ct)
    {
        try
        {
            await _client.ReverseMovementAsync(_plan.Code, reverse.Entry, new ReversalRequest { Id = reverse.Id, Reason = reverse.Reason }, ct);
            _reversed++;
        }
        catch (BazaarProblemException e) when (e.Problem.Status is >= 400 and < 500)
        {
            _refused.Add(e.Problem);
        }
    }
}
