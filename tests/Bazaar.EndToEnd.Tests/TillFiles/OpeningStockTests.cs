namespace Bazaar.EndToEnd.Tests.TillFiles;

public sealed class OpeningStockTests
{
    private const string Lines = TillFolder.Header + """
        1,TEA,Tea,3,2026-03-01 09:00,450
        2,TEA,Tea,-2,2026-03-01 10:00,450
        3,TEA,Tea,4,2026-03-02 09:00,450
        4,SALT,Salt,-1,2026-03-01 09:00,50
        5,SALT,Salt,1,2026-03-01 12:00,50

        """;

    [Fact]
    public async Task The_least_stock_is_made_up_just_before_the_first_day_and_called_that()
    {
        using var folder = new TillFolder().Add("a.csv", Lines);
        var shop = new TillShop();

        var account = await folder.ImportAsync(shop, opening: true);
        var again = await folder.ImportAsync(shop, opening: true);

        var opening = shop.Entries[0];
        (opening.Type, opening.Reference).ShouldBe(("opening", "made-up opening stock"));
        opening.Note!.ShouldStartWith("Nobody counted this.");
        opening.OccurredAt.ShouldBe(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(5)));
        opening.Lines!.Select(l => (l.Sku, l.Quantity)).ShouldBe([("TEA", 5m)]);
        (account.Opening!.Products, account.Opening.Quantity, account.Opening.EntriesPosted).ShouldBe((1, 5m, 1));
        again.Opening!.EntriesAlreadyThere.ShouldBe(1);
        account.LinesRead.ShouldBe(5);
    }

    [Fact]
    public async Task Opening_stock_is_made_up_once_only()
    {
        using var folder = new TillFolder().Add("a.csv", Lines);
        var shop = new TillShop();
        await folder.ImportAsync(shop, opening: true);

        folder.Add("b.csv", TillFolder.Header + "1,TEA,Tea,9,2026-03-05 09:00,450\n");
        var more = await folder.ImportAsync(shop, opening: true);

        (more.Opening!.EntriesRefused, more.Opening.EntriesPosted, more.EntriesPosted.Values.Sum()).ShouldBe((1, 0, 1));
        shop.Entries.Count(e => e.Type == "opening").ShouldBe(1);
    }
}
