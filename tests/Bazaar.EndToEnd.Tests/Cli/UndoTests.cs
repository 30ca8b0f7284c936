using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class UndoTests
{
    private static readonly Guid Undone = Guid.Parse("0199c1de-0000-7c33-8a55-3f2b6f0e4c11");

    [Fact]
    public async Task Last_is_the_newest_entry_that_can_still_be_undone_and_a_person_sees_which()
    {
        await using var shop = await ShopWithHistoryAsync();
        using var cli = new CommandLine(shop) { Reply = "y\n" };

        var outcome = await cli.RunAsync("undo", "last", "--reason", "rung up twice");

        outcome.Exit.ShouldBe(0);
        outcome.Error.ShouldBe("Undo sale 4711 of 2026-03-01 09:12 (SUGAR -1)? [y/N] ");
        var sent = shop.Asked.Last();
        sent.Request.ShouldBe($"POST stores/SHOP/movements/{Samples.Id}/reversal");
        sent.Body.ShouldContain("rung up twice");
    }

    [Fact]
    public async Task Last_is_not_undone_when_the_answer_is_no_or_nobody_is_there()
    {
        await using var shop = await ShopWithHistoryAsync();
        using var cli = new CommandLine(shop) { Reply = "\n" };

        (await cli.RunAsync("undo", "last")).Exit.ShouldBe(1);
        cli.Reply = null;
        (await cli.RunAsync("undo", "last")).Exit.ShouldBe(2);
        shop.Asked.ShouldAllBe(a => a.Request.StartsWith("GET", StringComparison.Ordinal));

        (await cli.RunAsync("undo", "last", "--yes")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task An_entry_is_named_by_its_number_or_its_id()
    {
        await using var shop = await ShopWithHistoryAsync();
        shop.Answer("GET stores/SHOP/feed", new FeedPage([Samples.Sale(Samples.Line("SUGAR", -1, 1))], 4711), BazaarJson.Wire.FeedPage);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("undo", "4711")).Exit.ShouldBe(0);
        (await cli.RunAsync("undo", Samples.Id.ToString())).Exit.ShouldBe(0);
        (await cli.RunAsync("undo", "9")).Exit.ShouldBe(1);
        (await cli.RunAsync("undo", "first")).Exit.ShouldBe(2);

        shop.Asked.Count(a => a.Request == $"POST stores/SHOP/movements/{Samples.Id}/reversal").ShouldBe(2);
    }

    [Fact]
    public async Task Packs_that_go_out_again_have_a_minus()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer($"POST stores/SHOP/movements/{Samples.Id}/reversal", Samples.Sale(Samples.Line("EGGS", -60, -5) with { Pack = "tray", PackQuantity = 2 }) with { Type = "reversal" }, BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("undo", Samples.Id.ToString())).Out.ShouldContain("EGGS  -2 tray    -5 left");
    }

    private static async Task<FakeShop> ShopWithHistoryAsync()
    {
        var shop = await FakeShop.OpenAsync();
        var sale = Samples.Sale(Samples.Line("SUGAR", -1, 1));
        shop.Answer("GET stores/SHOP/movements", new Page<Movement>([sale with { Seq = 4713, Type = "reversal", ReversalOf = Undone }, sale with { Id = Undone, Seq = 4712, ReversedBy = Samples.Id }, sale], null), BazaarJson.Wire.PageMovement);
        shop.Answer($"POST stores/SHOP/movements/{Samples.Id}/reversal", sale with { Type = "reversal" }, BazaarJson.Wire.Movement, 201);
        return shop;
    }
}
