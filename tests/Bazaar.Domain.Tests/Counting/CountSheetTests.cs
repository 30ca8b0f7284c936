using Bazaar.Domain.Counting;

namespace Bazaar.Domain.Tests.Counting;

public sealed class CountSheetTests
{
    private const long Tea = 1;
    private const long Rice = 2;
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_product_is_compared_with_the_book_at_its_own_last_scan()
    {
        var line = Sheet(
            [Scanned(Tea, 10, hour: 10), Scanned(Rice, 1, hour: 12)], onHand: [(Tea, 7), (Rice, 1)], [Sold(Tea, 2, hour: 11), Sold(Tea, 1, hour: 13)], takenAt: 12).Single(l => l.Product == Tea);

        (line.Counted, line.Book, line.Variance).ShouldBe((8, 8, 0));
    }

    [Fact]
    public void What_moved_before_its_scan_is_in_the_book_already() =>
        Sheet([Scanned(Tea, 8, hour: 10), Scanned(Rice, 1, hour: 12)], onHand: [(Tea, 8), (Rice, 1)], [Sold(Tea, 2, hour: 9)], takenAt: 12).ShouldAllBe(l => l.Variance == 0);

    [Fact]
    public void What_moved_at_the_moment_of_its_scan_was_seen() =>
        Sheet([Scanned(Tea, 8, hour: 10)], onHand: [(Tea, 8)], [Sold(Tea, 2, hour: 10)], takenAt: 10).Single().Variance.ShouldBe(0);

    [Fact]
    public void A_stated_time_is_that_of_every_product() =>
        Sheet([Scanned(Tea, 8, hour: 15)], onHand: [(Tea, 7)], [Sold(Tea, 2, hour: 10), Sold(Tea, 1, hour: 13)], takenAt: 12, isStated: true)
            .Single().ShouldSatisfyAllConditions(l => l.Counted.ShouldBe(8), l => l.Book.ShouldBe(8));

    [Fact]
    public void What_only_corrects_the_book_moves_no_goods()
    {
        var correction = new Moved(Tea, -2, At(11), IsPhysical: false);

        Sheet([Scanned(Tea, 10, hour: 10)], onHand: [(Tea, 10)], [correction], takenAt: 12).Single().ShouldSatisfyAllConditions(l => l.Counted.ShouldBe(10), l => l.Variance.ShouldBe(0));
    }

    [Fact]
    public void What_moved_between_the_first_and_the_last_scan_of_a_product_is_named()
    {
        var line = Sheet([new Tally(Tea, 10, At(10), At(12))], onHand: [(Tea, 10)], [Sold(Tea, 3, hour: 9), Sold(Tea, 2, hour: 11), Received(Tea, 5, hour: 13)], takenAt: 14).Single();

        (line.MovedMeanwhile, line.Counted).ShouldBe((-2, 15));
    }

    [Fact]
    public void A_product_that_should_be_there_and_was_not_scanned_is_missing()
    {
        var sheet = Sheet([Scanned(Tea, 1, hour: 10)], onHand: [(Tea, 1), (Rice, 5), (3, 0), (4, 2)], [Sold(Rice, 1, hour: 13), Received(4, 2, hour: 13)], takenAt: 12);

        sheet.Where(l => l.IsMissing).ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.Product.ShouldBe(Rice), l => l.Book.ShouldBe(6), l => l.Variance.ShouldBe(-6));
    }

    [Fact]
    public void Less_than_nothing_cannot_be_there() =>
        Sheet([Scanned(Tea, 1, hour: 10), Scanned(Rice, 1, hour: 12)], onHand: [(Tea, 2), (Rice, 1)], [Sold(Tea, 3, hour: 11)], takenAt: 12)
            .Single(l => l.Product == Tea).ShouldSatisfyAllConditions(l => l.Counted.ShouldBe(0), l => l.Variance.ShouldBe(-2));

    /// <summary>The truth is simulated, the book is off by what was stolen before; the sheet must find just that, whenever each product was scanned.</summary>
    [Fact]
    public void However_sales_and_scans_interleave_the_variance_is_what_was_wrong_before()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var products = Enumerable.Range(1, random.Next(1, 8)).Select(p => (Id: (long)p, Wrong: random.Next(-5, 6), Scan: random.Next(1, 20))).ToList();
            var (book, moves) = (products.ToDictionary(p => p.Id, _ => 100L), new List<Moved>());
            var tallies = new List<Tally>();
            for (var minute = 1; minute <= 20; minute++)
            {
                foreach (var product in products)
                {
                    if (random.Next(3) == 0)
                    {
                        var quantity = random.Next(-4, 5);
                        book[product.Id] += quantity;
                        moves.Add(new Moved(product.Id, quantity, Morning.AddMinutes(minute), IsPhysical: true));
                    }

                    if (product.Scan == minute)
                    {
                        tallies.Add(new Tally(product.Id, book[product.Id] + product.Wrong, Morning.AddMinutes(minute), Morning.AddMinutes(minute)));
                    }
                }
            }

            var sheet = CountSheet.Of(tallies, book, moves, tallies.Max(t => t.LastAt), isStated: false);

            sheet.OrderBy(l => l.Product).Select(l => l.Variance).ShouldBe(products.Select(p => (long)p.Wrong), $"seed {seed}, round {round}");
        }
    }

    private static IReadOnlyList<SheetLine> Sheet(Tally[] tallies, (long Product, long Quantity)[] onHand, Moved[] moves, int takenAt, bool isStated = false) =>
        CountSheet.Of(tallies, onHand.ToDictionary(o => o.Product, o => o.Quantity), moves, At(takenAt), isStated);

    private static Tally Scanned(long product, long quantity, int hour) => new(product, quantity, At(hour), At(hour));

    private static Moved Sold(long product, long quantity, int hour) => new(product, -quantity, At(hour), IsPhysical: true);

    private static Moved Received(long product, long quantity, int hour) => new(product, quantity, At(hour), IsPhysical: true);

    private static DateTimeOffset At(int hour) => Morning.AddHours(hour - 9);
}
