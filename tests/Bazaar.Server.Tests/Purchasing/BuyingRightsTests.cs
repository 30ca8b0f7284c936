using Bazaar.Contracts;
using Bazaar.Server.Tests.Access;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>Whoever buys for one store sees and changes nothing of another.</summary>
public sealed class BuyingRightsTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    private const string Receipt = """{"lines":[{"line":1,"quantity":1}]}""";

    [Fact]
    public async Task Orders_are_written_received_and_seen_in_one_s_own_stores_only()
    {
        var (own, other) = (await OrderAsync(ManagedShop.Own), await OrderAsync(ManagedShop.Other));

        (await SendAsync("manager", "POST", "purchase-orders", New(ManagedShop.Own))).ShouldBe(201);
        (await SendAsync("manager", "POST", "purchase-orders", New(ManagedShop.Other))).ShouldBeProblem(403, ProblemCodes.Forbidden);
        foreach (var name in (string[])[other.Number, other.Id.ToString()])
        {
            (await SendAsync("manager", "GET", $"purchase-orders/{name}")).ShouldBeProblem(403, ProblemCodes.Forbidden);
            (await SendAsync("manager", "PATCH", $"purchase-orders/{name}", "{}", ("If-Match", "*"))).ShouldBeProblem(403, ProblemCodes.Forbidden);
            (await SendAsync("manager", "POST", $"purchase-orders/{name}/submit")).ShouldBeProblem(403, ProblemCodes.Forbidden);
            (await SendAsync("manager", "POST", $"purchase-orders/{name}/cancel", """{"reason":"x"}""")).ShouldBeProblem(403, ProblemCodes.Forbidden);
            (await SendAsync("staff", "POST", $"purchase-orders/{name}/receive", Receipt)).ShouldBeProblem(403, ProblemCodes.Forbidden);
        }

        var listed = (await SendAsync("manager", "GET", "purchase-orders")).ShouldBe(200).Text;
        listed.ShouldContain(own.Number);
        listed.ShouldNotContain(ManagedShop.Other);
        (await SendAsync("head-office", "GET", "purchase-orders")).Text.ShouldContain(ManagedShop.Other);
        (await SendAsync("nowhere", "GET", "purchase-orders")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await SendAsync("manager", "GET", $"purchase-orders?store={ManagedShop.Other}")).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("manager", "GET", "reports/suppliers")).ShouldBe(200).Json.GetProperty("totals").GetProperty("orders").GetInt64().ShouldBeLessThan(
            (await SendAsync("head-office", "GET", "reports/suppliers")).Json.GetProperty("totals").GetProperty("orders").GetInt64());

        (await SendAsync("staff", "POST", $"purchase-orders/{own.Number}/receive", Receipt)).ShouldBe(201).Json.GetProperty("movement").GetProperty("actor").GetString().ShouldBe("staff");
        (await SendAsync("staff", "POST", "purchase-orders", New(ManagedShop.Own))).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("auditor", "POST", $"purchase-orders/{own.Number}/receive", Receipt)).ShouldBeProblem(403, ProblemCodes.Forbidden);
    }

    [Fact]
    public async Task What_holds_for_all_is_changed_by_those_of_all_and_what_holds_here_by_those_of_here()
    {
        var supplier = (await OrderAsync(ManagedShop.Own)).Supplier;
        var terms = $$"""{"sku":"{{ManagedShop.Sku}}","supplier":"{{supplier}}","unitCost":140}""";

        (await SendAsync("manager", "POST", "sourcing", terms)).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("manager", "POST", "suppliers", """{"code":"MINE","name":"Mine"}""")).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("manager", "POST", $"stores/{ManagedShop.Other}/sourcing", terms)).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("manager", "GET", $"stores/{ManagedShop.Other}/sourcing")).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("manager", "GET", $"stores/{ManagedShop.Other}/sourcing/{ManagedShop.Sku}/history")).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("manager", "POST", $"stores/{ManagedShop.Own}/sourcing", terms)).ShouldBe(201);
        (await SendAsync("staff", "POST", $"stores/{ManagedShop.Own}/sourcing", terms)).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await SendAsync("head-office", "POST", "sourcing", terms)).ShouldBe(201);
        (await SendAsync("staff", "GET", $"stores/{ManagedShop.Own}/sourcing")).ShouldBe(200);
    }

    [Fact]
    public async Task A_key_stands_in_for_an_id()
    {
        var order = await OrderAsync(ManagedShop.Own);
        var key = ("Idempotency-Key", "delivery note 7");

        var first = (await SendAsync("staff", "POST", $"purchase-orders/{order.Number}/receive", Receipt, key)).ShouldBe(201);
        (await SendAsync("staff", "POST", $"purchase-orders/{order.Number}/receive", Receipt, key)).ShouldBe(200).Text.ShouldBe(first.Text);
        (await SendAsync("manager", "POST", "purchase-orders", New(ManagedShop.Own), key)).ShouldBe(201);
        (await SendAsync("manager", "POST", "purchase-orders", New(ManagedShop.Own), key)).ShouldBe(200);
        (await SendAsync("manager", "POST", "purchase-orders", New(ManagedShop.Own), ("Idempotency-Key", new string('k', 256)))).ShouldBeProblem(400, ProblemCodes.Invalid);
    }

    private static string New(string store) => $$"""{"store":"{{store}}","supplier":"METRO","lines":[{"sku":"{{ManagedShop.Sku}}","quantity":5,"unitCost":1}]}""";

    private async Task<PurchaseOrder> OrderAsync(string store)
    {
        if ((await shop.Owner.ListSuppliersAsync()).Items.Count == 0)
        {
            await shop.Owner.AddSupplierAsync(new SupplierRequest { Code = "METRO", Name = "Metro" });
        }

        var draft = await shop.Owner.AddOrderAsync(new PurchaseOrderRequest { Store = store, Supplier = "METRO", Lines = [new() { Sku = ManagedShop.Sku, Quantity = 10, UnitCost = 100 }] });
        return await shop.Owner.SubmitOrderAsync(draft.Number);
    }

    private async Task<Answer> SendAsync(string user, string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        await shop.SendAsync(await shop.TokenAsync(user), method, path, json, headers);
}
