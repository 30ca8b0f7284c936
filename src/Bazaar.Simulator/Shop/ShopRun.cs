namespace Bazaar.Simulator.Shop;

/// <summary>One run of a <see cref="ShopSimulation"/>.</summary>
public sealed class ShopRun
{
    private readonly ShopSimulation _plan;
    private readonly Floor _floor;

    internal ShopRun(ShopSimulation plan)
    {
        _plan = plan;
        var shelves = plan.Catalogue.Products.Select(p => new Shelf(p, plan.Levels[p.Sku], plan.PlannedDailyDemand(p))).ToArray();
        _floor = new Floor(plan, shelves, new Agenda(), new Desk(plan.Store, plan.Random("ids")));
        Actions = Trade();
    }

    /// <summary>What is done, in the order it is done. Made as it is read; can be read once.</summary>
    public IEnumerable<SimulatedAction> Actions { get; }

    /// <summary>What the ledger must say now, if everything read so far was posted; by SKU, in base units.</summary>
    public IReadOnlyDictionary<string, decimal> Book => _floor.Shelves.ToDictionary(s => s.Product.Sku, s => s.OnBook, StringComparer.Ordinal);

    /// <summary>What is really there now; by SKU, in base units.</summary>
    public IReadOnlyDictionary<string, decimal> Shelf => _floor.Shelves.ToDictionary(s => s.Product.Sku, s => s.OnShelf, StringComparer.Ordinal);

    internal Floor Floor => _floor;

    private IEnumerable<SimulatedAction> Trade()
    {
        var counts = new Counting(_floor);
        var deliveries = new Deliveries(_floor, counts);
        var losses = new Losses(_floor);
        var customers = new Customers(_floor, counts);
        var returns = new Returns(_floor);
        new Opening(_floor).Plan();
        for (var i = 0; i < _plan.Days; i++)
        {
            var day = _plan.FirstDay.AddDays(i);
            losses.Plan(day);
            deliveries.Plan(day);
            customers.Plan(day);
            returns.Plan(day);
            counts.Plan(day);
            while (_floor.Agenda.Step(_floor.Time(day.AddDays(1), 0)))
            {
                while (_floor.Desk.TryTake(out var action))
                {
                    yield return action!;
                }
            }
        }
    }
}
