using Bazaar.Contracts;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>Current stock is kept in memory between commits; what is kept is never older than what anyone was told.</summary>
public sealed class ReadYourWritesTests
{
    private const int Sales = 400;
    private const int Readers = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sale_that_was_answered_is_in_the_stock_that_is_read_next_however_many_read()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();
        var client = server.Client;
        await client.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", Unit = "piece", Price = 120 }, Ct);
        await client.PostMovementAsync("SHOP", new MovementRequest { Type = "opening", Lines = [new MovementLineRequest { Sku = "TEA", Quantity = Sales }] }, Ct);
        var over = false;
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(ReadAsync, Ct)).ToArray();

        for (var left = Sales - 1; left >= 0; left--)
        {
            var sale = await client.PostMovementAsync("SHOP", new MovementRequest { Type = "sale", Lines = [new MovementLineRequest { Sku = "TEA", Quantity = 1 }] }, Ct);
            var stock = await client.GetStockAsync("shop", "TEA", Ct);
            (stock.Seq, stock.OnHand).ShouldBe((sale.Seq, (decimal)left));
            (await client.GetStockAsync("SHOP", "TEA", Ct)).Seq.ShouldBe(sale.Seq);
        }

        over = true;
        await Task.WhenAll(readers);

        async Task ReadAsync()
        {
            for (long seen = 0; !Volatile.Read(ref over);)
            {
                var seq = (await client.GetStockAsync("SHOP", "TEA", Ct)).Seq;
                seq.ShouldBeGreaterThanOrEqualTo(seen, "stock never goes back in time");
                seen = seq;
            }
        }
    }

    [Fact]
    public async Task A_changed_price_level_name_or_store_shows_at_once()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();
        var client = server.Client;
        await client.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", Unit = "piece", Price = 120 }, Ct);
        (await client.GetStockAsync("SHOP", "TEA", Ct)).Price.ShouldBe(120);

        await client.EditProductAsync("TEA", 1, new ProductPatch { Name = "Green tea" }, Ct);
        (await client.GetStockAsync("SHOP", "TEA", Ct)).Name.ShouldBe("Green tea");
        await client.EditStockAsync("SHOP", "TEA", new StockPatch { Price = 130m, ReorderPoint = 5m }, Ct);
        var stock = await client.GetStockAsync("SHOP", "TEA", Ct);
        (stock.Price, stock.ReorderPoint).ShouldBe((130m, 5m));
    }
}
