using System.Globalization;
using Bazaar.Cli.TillFiles;
using Bazaar.Contracts;

namespace Bazaar.EndToEnd.Tests.TillFiles;

public sealed class ExactlyOnceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_that_runs_twice_posts_nothing_twice()
    {
        using var folder = new TillFolder().Add("a.csv", Trade(40));
        var shop = new TillShop();

        var first = await folder.ImportAsync(shop);
        var again = await folder.ImportAsync(shop);

        first.EntriesPosted["sale"].ShouldBe(40);
        (again.EntriesPosted.Count, again.EntriesAlreadyThere["sale"], again.LinesTaken["sale"]).ShouldBe((0, 40, first.LinesTaken["sale"]));
        shop.Entries.Count.ShouldBe(40);
    }

    [Fact]
    public async Task It_does_not_matter_over_which_files_and_in_what_order_the_lines_are_spread()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var lines = Trade(60).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        using var once = new TillFolder().Add("all.csv", TillFolder.Header + string.Join('\n', lines));
        var shop = new TillShop();
        await once.ImportAsync(shop);

        random.Shuffle(lines);
        using var spread = new TillFolder();
        foreach (var (i, part) in lines.Chunk(1 + random.Next(lines.Length)).Index())
        {
            spread.Add($"{random.Next(1000)}-{i}.csv", TillFolder.Header + string.Join('\n', part));
        }

        var again = await spread.ImportAsync(shop);

        again.EntriesAlreadyThere.GetValueOrDefault("sale").ShouldBe(60, $"seed {seed}");
        shop.Entries.Count.ShouldBe(60, $"seed {seed}");
    }

    [Fact]
    public async Task Receipt_numbers_that_begin_again_each_day_are_other_receipts()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "1,TEA,Tea,1,2026-03-01 09:00,450\n1,TEA,Tea,1,2026-03-02 09:00,450\n");
        var shop = new TillShop();

        await folder.ImportAsync(shop);

        shop.Entries.Select(e => e.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_receipt_that_changed_is_refused_not_posted_twice()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "1,TEA,Tea,1,2026-03-01 09:00,450\n");
        var shop = new TillShop();
        await folder.ImportAsync(shop);

        folder.Add("a.csv", TillFolder.Header + "1,TEA,Tea,1,2026-03-01 09:00,450\n1,TEA,Tea,1,2026-03-01 09:00,450\n");
        var again = await folder.ImportAsync(shop);

        again.LinesRefused.ShouldBe(new Dictionary<string, long> { [ProblemCodes.IdReused] = 2 });
        (await File.ReadAllTextAsync(folder.Refusals, Ct)).ShouldContain("document number of their own");
        shop.Entries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_lies_there_twice_is_taken_once()
    {
        using var folder = new TillFolder().Add("noon.csv", Trade(5)).Add("evening.csv", Trade(9));
        var shop = new TillShop();

        var account = await folder.ImportAsync(shop);

        shop.Entries.Count.ShouldBe(9);
        account.LinesRefused.Keys.ShouldBe(["document-repeated"]);
        account.LinesRefused.Values.Single().ShouldBe(Trade(5).Count(c => c == '\n') - 1);
    }

    [Fact]
    public async Task Entries_and_requests_keep_their_bounds_and_the_order_of_time()
    {
        var big = string.Concat(Enumerable.Range(0, 12_001).Select(i => $"BIG,P{i % 300},x,1,2026-02-28 10:00,5\n"));
        using var folder = new TillFolder().Add("a.csv", Trade(450)).Add("b.csv", TillFolder.Header + big);
        var shop = new TillShop();

        var account = await folder.ImportAsync(shop);

        shop.Entries.Take(3).Select(e => (e.Reference, e.Lines!.Count)).ShouldBe([("BIG", 5_000), ("BIG", 5_000), ("BIG", 2_001)], ignoreOrder: true);
        shop.Entries.Select(e => e.OccurredAt!.Value).ShouldBeInOrder();
        account.LinesTaken["sale"].ShouldBe(shop.Entries.Sum(e => e.Lines!.Count));
    }

    [Fact]
    public async Task A_busy_shop_is_asked_again()
    {
        using var folder = new TillFolder().Add("a.csv", Trade(3));
        var shop = new TillShop { Busy = 2 };

        var account = await folder.ImportAsync(shop);

        (account.EntriesPosted["sale"], shop.Requests).ShouldBe((3, 3));
    }

    [Fact]
    public async Task A_stopped_import_says_so_and_goes_on_next_time()
    {
        using var folder = new TillFolder().Add("a.csv", Trade(1_000));
        using var stop = new CancellationTokenSource();
        var shop = new TillShop { Posted = stop.Cancel };

        var stopped = await folder.ImportAsync(shop, stop: stop);
        shop.Posted = () => { };
        var rest = await folder.ImportAsync(shop);

        stopped.Stopped.ShouldBeTrue();
        (stopped.EntriesPosted["sale"], stopped.LinesNotReached > 0).ShouldBe((200, true));
        (rest.EntriesAlreadyThere["sale"], rest.EntriesPosted["sale"], rest.Stopped).ShouldBe((200, 800, false));
    }

    [Fact]
    public async Task A_dry_run_counts_everything_and_writes_nothing()
    {
        using var folder = new TillFolder().Add("a.csv", Trade(40) + "x,TEA,Tea,?,2026-03-01 09:00,450\n");
        var shop = new TillShop();

        var account = await folder.ImportAsync(shop, opening: true, dryRun: true);

        (shop.Entries.Count, shop.Products.Count).ShouldBe((0, 0));
        (account.EntriesPosted["sale"], account.LinesRefused["bad-quantity"], account.Opening!.EntriesPosted).ShouldBe((40, 1, 1));
        File.Exists(folder.Refusals).ShouldBeTrue();
    }

    [Fact]
    public async Task One_file_that_cannot_be_read_stops_everything_before_the_first_entry()
    {
        using var folder = new TillFolder().Add("a.csv", Trade(3)).Add("b.csv", "receipt,sku\n").Add("c.csv", TillFolder.Header + "1,\"TEA,Tea,1\n");
        var shop = new TillShop();

        var failure = await Should.ThrowAsync<Exception>(() => folder.ImportAsync(shop));

        failure.Message.ShouldContain("b.csv has no column for quantity");
        failure.Message.ShouldContain("c.csv, row 2");
        shop.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Ids_never_change()
    {
        // They are in ledgers: another spelling here would post everything again.
        var ids = new EntryIds("shop", "generic");

        ids.Of(new DateOnly(2026, 3, 1), "881", "sale", 0).ShouldBe(Guid.Parse(GoldenId));
        new EntryIds("SHOP", "generic").Of(new DateOnly(2026, 3, 1), "881", "sale", 0).ShouldBe(Guid.Parse(GoldenId));
        ids.Of(new DateOnly(2026, 3, 1), "881", "sale", 1).ShouldNotBe(Guid.Parse(GoldenId));
    }

    private const string GoldenId = "019ca6b1-dc00-82ac-ba01-2f3a6e5c268b";

    private static string Trade(int receipts) => TillFolder.Header + string.Concat(
        Enumerable.Range(0, receipts).Select(i => string.Concat(Enumerable.Range(0, 1 + (i % 4)).Select(j =>
            string.Create(CultureInfo.InvariantCulture, $"{i},P{(i + j) % 7},Product,{1 + j},2026-03-{1 + (i % 5):00} {8 + (i % 9):00}:{i % 60:00},{5 + j}.50\n")))));
}
