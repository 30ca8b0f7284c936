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

    private async Task<string> GetAsync(string user, string path) => (await shop.SendAsync(await shop.TokenAsync(user), "GET", path)).ShouldBe(200).Text;
}
