using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Reading;

/// <summary>Alerts begin and end with the stock, and people settle them in between.</summary>
public sealed class AlertTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_level_that_is_set_above_the_stock_opens_a_low_alert_and_goods_end_it()
    {
        var (store, sku) = await StoreAsync(onHand: 3);
        await shop.Api.EditStockAsync(store.Code, sku, new StockPatch { ReorderPoint = 5m });

        (await OpenAsync(store)).ShouldSatisfyAllConditions(a => a.Kind.ShouldBe("low"), a => a.Entry.ShouldBeNull(), a => a.Reason.ShouldContain("3"), a => a.Reason.ShouldContain("5"));
        await store.PostAsync("stockIn", sku, 10);
        (await shop.Api.ListAlertsAsync(store.Code)).Items.ShouldBeEmpty();

        var sale = await store.PostAsync("sale", sku, 9);
        (await OpenAsync(store)).ShouldSatisfyAllConditions(a => a.Kind.ShouldBe("low"), a => a.Entry.ShouldBe(sale.Id));
        await store.PostAsync("sale", sku, 1);
        (await shop.Api.ListAlertsAsync(store.Code)).Items.Count.ShouldBe(1);
        await store.PostAsync("sale", sku, 3);
        (await OpenAsync(store)).Kind.ShouldBe("out");
        (await shop.Api.ListAlertsAsync(store.Code, status: "resolved")).Items.Select(a => a.Kind).ShouldBe(["low", "low"]);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task An_alert_can_be_snoozed_acknowledged_and_resolved()
    {
        var (store, sku) = await StoreAsync(onHand: 1);
        await store.PostAsync("sale", sku, 1);
        var id = (await OpenAsync(store)).Id;
        var until = TimeProvider.System.GetUtcNow().AddDays(2);

        var snoozed = await shop.Api.SnoozeAlertAsync(id, new SnoozeRequest { Until = until });
        snoozed.Status.ShouldBe("snoozed");
        snoozed.SnoozedUntil!.Value.ShouldBe(until, TimeSpan.FromMilliseconds(1));
        (await shop.Api.ListAlertsAsync(store.Code, status: "open")).Items.ShouldBeEmpty();
        (await shop.Api.SettleAlertAsync(id, "acknowledge")).Status.ShouldBe("acknowledged");
        (await shop.Api.SettleAlertAsync(id, "resolve")).ResolvedAt.ShouldNotBeNull();
        (await shop.Api.SettleAlertAsync(id, "acknowledge")).Status.ShouldBe("resolved");
        (await shop.Api.ListAlertsAsync(store.Code)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_settled_an_alert_and_why_is_said_and_on_record()
    {
        var (store, sku) = await StoreAsync(onHand: 1);
        await store.PostAsync("sale", sku, 3, onShortage: "accept");
        var open = await OpenAsync(store);
        (open.OnHand, open.Unit, open.SettledBy, open.Note).ShouldBe((-2m, "piece", null, null));
        open.Reason.ShouldContain("2 pc below zero");
        (await shop.Api.SettleAlertAsync(open.Id, "acknowledge")).SettledBy.ShouldNotBeNull();

        var done = await shop.Api.ResolveAlertAsync(open.Id, new ResolveRequest { Note = "Counted again" });

        (done.Status, done.Note, done.SettledBy).ShouldBe(("resolved", "Counted again", (await shop.Api.GetMeAsync()).Name));
        (await shop.Api.ListAlertsAsync(store.Code, status: "resolved")).Items.ShouldHaveSingleItem().Note.ShouldBe("Counted again");
    }

    [Fact]
    public async Task What_the_stock_ended_nobody_settled()
    {
        var (store, sku) = await StoreAsync(onHand: 1);
        await store.PostAsync("sale", sku, 1);
        await shop.Api.SettleAlertAsync((await OpenAsync(store)).Id, "acknowledge");

        await store.PostAsync("stockIn", sku, 10);

        (await shop.Api.ListAlertsAsync(store.Code, status: "resolved")).Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.SettledBy.ShouldBeNull(), a => a.Note.ShouldBeNull());
    }

    [Fact]
    public async Task A_note_has_an_end() =>
        (await shop.SendAsync("POST", "alerts/1/resolve", $$"""{"note":"{{new string('x', 501)}}"}""")).ShouldBeProblem(400, ProblemCodes.Invalid);

    [Fact]
    public async Task A_snooze_that_is_over_is_open_again()
    {
        var (store, sku) = await StoreAsync(onHand: 1);
        await store.PostAsync("sale", sku, 1);
        var id = (await OpenAsync(store)).Id;
        await shop.Api.SnoozeAlertAsync(id, new SnoozeRequest { Until = TimeProvider.System.GetUtcNow().AddMilliseconds(300) });

        Alert alert;
        do
        {
            alert = (await shop.Api.ListAlertsAsync(store.Code)).Items.Single();
        }
        while (alert.Status == "snoozed");

        alert.Status.ShouldBe("open");
        TimeProvider.System.GetUtcNow().ShouldBeGreaterThanOrEqualTo(alert.SnoozedUntil!.Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"until":null}""")]
    [InlineData("""{"until":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"until":"2199-01-01T00:00:00Z"}""")]
    public async Task A_snooze_ends_within_a_year(string body) => (await shop.SendAsync("POST", "alerts/1/snooze", body)).ShouldBeProblem(400, ProblemCodes.Invalid);

    [Fact]
    public async Task A_reversal_ends_an_alert_too()
    {
        var (store, sku) = await StoreAsync(onHand: 1);
        var sale = await store.PostAsync("sale", sku, 3, onShortage: "accept");
        (await OpenAsync(store)).Kind.ShouldBe("negative");

        await store.ReverseAsync(sale);

        (await shop.Api.ListAlertsAsync(store.Code)).Items.ShouldBeEmpty();
    }

    private async Task<(TestStore Store, string Sku)> StoreAsync(decimal onHand)
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, onHand);
        return (store, sku);
    }

    private async Task<Alert> OpenAsync(TestStore store) => (await shop.Api.ListAlertsAsync(store.Code, status: "open")).Items.ShouldHaveSingleItem();
}
