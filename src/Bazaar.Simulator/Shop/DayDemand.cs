namespace Bazaar.Simulator.Shop;

/// <summary>What customers want on one day: how many come in each hour, how much they take, and of what.</summary>
internal sealed class DayDemand
{
    private const double MeanLines = 3.0;
    private const int MorningEnds = 11;

    private static readonly double[] Lines = [0.24, 0.24, 0.19, 0.13, 0.09, 0.05, 0.035, 0.025];

    private readonly IReadOnlyList<Shelf> _shelves;
    private readonly double[] _morning;
    private readonly double[] _later;
    private readonly double[] _hours;
    private readonly double _moreLines;

    public DayDemand(Floor floor, DateOnly day, SeededRandom random)
    {
        _shelves = floor.Shelves;
        _hours = TradeCalendar.HourShares(day);
        var customers = _shelves.Select(s => floor.Plan.DailyDemand(s.Product) * TradeCalendar.DemandFactor(s.Product, day) / s.Habit.Mean).ToArray();
        (_morning, _later) = (RunningSum(customers, 2), RunningSum(customers, 0.85));

        // Money in the pocket brings half as many more people, and fills their bags for the other half.
        var mood = TradeCalendar.PaydayFactor(day) * Math.Clamp(1 + (0.06 * random.Bell()), 0.86, 1.14);
        Receipts = customers.Sum() / MeanLines * (1 + mood) / 2;
        _moreLines = MeanLines * ((mood * 2 / (1 + mood)) - 1);
    }

    /// <summary>How many receipts to expect.</summary>
    public double Receipts { get; }

    public DateTimeOffset ArrivalTime(Floor floor, DateOnly day, SeededRandom random)
    {
        var hour = 0;
        for (var at = random.Unit() - _hours[0]; at >= 0 && hour < _hours.Length - 1; at -= _hours[hour])
        {
            hour++;
        }

        return floor.Time(random, day, (TradeCalendar.OpensAt + hour) * 60, 60);
    }

    public int BasketLines(SeededRandom random)
    {
        var lines = 1;
        for (var at = random.Unit() - Lines[0]; at >= 0 && lines < Lines.Length; at -= Lines[lines - 1])
        {
            lines++;
        }

        lines += random.Chance(Math.Abs(_moreLines)) ? Math.Sign(_moreLines) : 0;
        return Math.Clamp(lines, 1, Lines.Length);
    }

    public Shelf Pick(SeededRandom random, int hour)
    {
        var sums = hour < MorningEnds ? _morning : _later;
        var at = Array.BinarySearch(sums, random.Unit() * sums[^1]);
        return _shelves[Math.Min(at < 0 ? ~at : at, _shelves.Count - 1)];
    }

    // Breakfast (milk, eggs, bread) is bought in the morning.
    private double[] RunningSum(double[] customers, double breakfast)
    {
        var sum = 0.0;
        return [.. customers.Select((c, i) => sum += c * (_shelves[i].Product.Category is "Dairy & Eggs" or "Bread & Bakery" ? breakfast : 1))];
    }
}
