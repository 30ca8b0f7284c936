using Bazaar.Contracts;
using Bazaar.Simulator.Kiryana;
using Bazaar.Simulator.Shop;

namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>One run of the simulation, taken down, with what tests ask of it.</summary>
internal sealed class SimulatedShop
{
    private readonly Dictionary<string, KiryanaProduct> _byCode;

    public SimulatedShop(long seed, DateOnly firstDay, int days = 90)
    {
        Plan = new ShopSimulation(seed, firstDay, days);
        _byCode = Plan.Catalogue.Products.SelectMany(p => new[] { p.Sku, p.Barcode, p.Pack?.Barcode }.OfType<string>().Select(code => (code, p))).ToDictionary(c => c.code, c => c.p);
        Run = Plan.Start();
        Actions = [.. Run.Actions];
        Reversed = [.. Actions.OfType<ReverseAction>().Select(r => r.Entry)];
        Sales = [.. Posts("sale").Where(p => !Reversed.Contains(p.Movement.Id!.Value))];
    }

    public ShopSimulation Plan { get; }

    public ShopRun Run { get; }

    public List<SimulatedAction> Actions { get; }

    public HashSet<Guid> Reversed { get; }

    /// <summary>Sales that happened.</summary>
    public List<PostAction> Sales { get; }

    public IEnumerable<PostAction> Posts(string type) => Actions.OfType<PostAction>().Where(p => p.Movement.Type == type);

    public KiryanaProduct Product(MovementLineRequest line) => _byCode[line.Sku ?? line.Barcode!];

    /// <summary>In base units.</summary>
    public decimal Quantity(MovementLineRequest line)
    {
        var product = Product(line);
        return line.Quantity!.Value * (line.Pack is not null || (line.Barcode is not null && line.Barcode == product.Pack?.Barcode) ? product.Pack!.Size : 1);
    }

    public decimal Amount(PostAction sale) => sale.Movement.Lines!.Sum(l => l.UnitPrice is { } price ? price * l.Quantity!.Value : Product(l).Price * Quantity(l));

    /// <summary>Mean turnover of the days for which something holds.</summary>
    public decimal MeanTurnover(Func<DateOnly, bool> day)
    {
        var days = Sales.GroupBy(Day).Where(g => day(g.Key)).ToList();
        return days.Sum(d => d.Sum(Amount)) / days.Count;
    }

    public static DateOnly Day(PostAction post) => DateOnly.FromDateTime(post.Movement.OccurredAt!.Value.DateTime);

    public static int Hour(PostAction post) => post.Movement.OccurredAt!.Value.Hour;
}
