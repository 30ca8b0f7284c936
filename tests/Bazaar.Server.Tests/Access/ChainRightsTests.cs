using Bazaar.Contracts;

namespace Bazaar.Server.Tests.Access;

/// <summary>What spans stores covers the caller's own and says nothing of any other.</summary>
public sealed class ChainRightsTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    [Theory]
    [InlineData("stores")]
    [InlineData("stores?q=e")]
    [InlineData("reports/overview?limit=1000")]
    [InlineData("reports/overview?format=csv")]
    [InlineData("reports/movements?groupBy=store&from=2020-01-01")]
    [InlineData("reports/valuation?groupBy=store")]
    [InlineData("reports/stock")]
    [InlineData("reports/stock?format=csv")]
    [InlineData("products/SUGAR/stock")]
    [InlineData("alerts")]
    public async Task A_list_over_all_stores_is_one_over_my_stores(string path)
    {
        var mine = await GetAsync("manager", path);
        mine.ShouldContain(ManagedShop.Own);
        mine.ShouldNotContain(ManagedShop.Other);
        (await GetAsync("head-office", path)).ShouldContain(ManagedShop.Other);
        (await GetAsync("nowhere", path)).ShouldNotContain(ManagedShop.Own);
    }

    [Theory]
    [InlineData("reports/overview?store=" + ManagedShop.Other)]
    [InlineData("reports/sales?store=" + ManagedShop.Other)]
    [InlineData("products/SUGAR/stock?store=" + ManagedShop.Other)]
    [InlineData("alerts?store=" + ManagedShop.Other)]
    [InlineData("stores/" + ManagedShop.Other + "/today")]
    [InlineData("reports/sales?store=NOWHERE")]
    public async Task A_store_that_is_not_mine_is_refused_by_name(string path)
    {
        var answer = await shop.SendAsync(await shop.TokenAsync("manager"), "GET", path);
        answer.ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_city_shows_a_manager_what_concerns_their_own_stores_there_and_nothing_else()
    {
        foreach (var (code, city) in new[] { (ManagedShop.Own, "Lahore"), (ManagedShop.Other, "Lahore"), ("THIRD-3", "Karachi") })
        {
            var store = (await shop.Owner.ListStoresAsync()).Items.FirstOrDefault(s => s.Code == code) ?? await shop.Owner.AddStoreAsync(new StoreRequest { Code = code, Name = code });
            await shop.Owner.EditStoreAsync(code, store.Version, new StorePatch { City = city });
            await shop.Owner.OpenCountAsync(new CountRequest { Store = code });
        }

        await shop.Owner.AddSupplierAsync(new SupplierRequest { Code = "METRO", Name = "Metro" });
        foreach (var store in (string[])[ManagedShop.Own, ManagedShop.Other])
        {
            await shop.Owner.AddOrderAsync(new PurchaseOrderRequest { Store = store, Supplier = "METRO", Lines = [new PurchaseOrderLineRequest { Sku = ManagedShop.Sku, Quantity = 1, UnitCost = 1 }] });
        }

        await SendAsync(ManagedShop.Other, "THIRD-3");
        await SendAsync(ManagedShop.Own, "THIRD-3");
        foreach (var list in (string[])["purchase-orders", "counts", "transfers", "transfers/in-transit"])
        {
            var mine = await GetAsync("manager", $"{list}?city=lahore");
            mine.ShouldContain(ManagedShop.Own);
            mine.ShouldNotContain(ManagedShop.Other);
            (await GetAsync("manager", $"{list}?city=karachi")).ShouldNotContain("THIRD-3");
            (await GetAsync("nowhere", $"{list}?city=lahore")).ShouldNotContain(ManagedShop.Own);
            (await GetAsync("head-office", $"{list}?city=lahore")).ShouldContain(ManagedShop.Other);
        }

        Task SendAsync(string from, string to) =>
            shop.Owner.SendTransferAsync(new TransferRequest { From = from, To = to, Lines = [new() { Sku = ManagedShop.Sku, Quantity = 1 }] });
    }

    private async Task<string> GetAsync(string user, string path) => (await shop.SendAsync(await shop.TokenAsync(user), "GET", path)).ShouldBe(200).Text;
}
