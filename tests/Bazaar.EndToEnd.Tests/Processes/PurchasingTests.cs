using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>Buying as a shopkeeper types it.</summary>
public sealed class PurchasingTests
{
    [Fact]
    public async Task Goods_are_ordered_received_in_parts_and_paid_for_as_they_came()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();
        await folder.DoAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await folder.DoAsync("product", "add", "COLA", "--name", "Cola", "--price", "120", "--pack", "carton=24");
        (await folder.DoAsync("supplier", "add", "METRO", "--name", "Metro", "--phone", "042-111", "--lead-time-days", "2")).ShouldContain("042-111");
        (await folder.DoAsync("supplier", "price", "set", "METRO", "SUGAR", "--cost", "141.50", "--preferred", "true")).ShouldContain("preferred");
        (await folder.DoAsync("supplier", "price", "set", "METRO", "COLA", "--cost", "2400", "--pack", "carton")).ShouldContain("100.00");
        await folder.DoAsync("supplier", "price", "set", "METRO", "COLA", "--cost", "2520");
        (await folder.DoAsync("supplier", "price", "history", "COLA")).ShouldContain("2,400.00 a carton  2,520.00 a carton");

        var order = JsonSerializer.Deserialize(await folder.DoAsync("order", "new", "METRO", "SUGAR=50", "COLA=2:carton", "COLA=6@100", "--submit", "--json"), BazaarJson.Wire.PurchaseOrder)!;
        (order.Number, order.Status, order.Total).ShouldBe(("PO-000001", "ordered", 7_075m + 5_040 + 600));
        (await folder.DoAsync("order", "receive", "PO-1", "SUGAR=40", "COLA=2:carton")).ShouldContain("PO-000001 is partly received.\n  SUGAR: 10 outstanding");

        var over = await folder.RunAsync("order", "receive", "PO-1", "SUGAR=11@140");
        (over.Exit, over.Out).ShouldBe((1, ""));
        over.Error.ShouldBe("More came than is outstanding. If that is what came, add --allow-over.\n  SUGAR=11@140: 11 came, 10 outstanding.\n");
        (await folder.DoAsync("order", "receive", "PO-1", "SUGAR=11@140", "--allow-over", "--close-short")).ShouldContain("PO-000001 is received, closed short.\n  SUGAR: 1 more than ordered");
        (await folder.DoAsync("order", "show", "po-000001")).ShouldContain("closed short");
        (await folder.DoAsync("undo", "2", "--reason", "wrong")).ShouldContain("Reversal");
        (await folder.DoAsync("order", "list", "--status", "partly-received")).ShouldContain("PO-000001");
        (await folder.DoAsync("order", "receive", "PO-1", "--all")).ShouldContain("PO-000001 is received.");
        (await folder.DoAsync("report", "suppliers")).ShouldContain("METRO");

        (await folder.DoAsync("order", "new", "METRO", "SUGAR=1")).ShouldContain("draft");
        await folder.DoAsync("order", "submit", "PO-2");
        (await folder.DoAsync("order", "cancel", "PO-2", "--reason", "found it cheaper")).ShouldContain("cancelled");
        await folder.DoAsync("supplier", "price", "remove", "METRO", "COLA");
        (await folder.DoAsync("supplier", "price", "list")).ShouldNotContain("COLA");
        (await folder.DoAsync("supplier", "edit", "METRO", "--phone", "")).ShouldNotContain("042-111");
        (await folder.DoAsync("supplier", "archive", "METRO")).ShouldContain("METRO is archived.");
        (await folder.RunAsync("supplier", "list")).Error.ShouldContain("No supplier");
        (await folder.DoAsync("supplier", "list", "--archived")).ShouldContain("archived");
        (await folder.DoAsync("check")).ShouldContain("The ledger is sound.");
    }

    [Theory]
    [InlineData("order receive PO-1", "Say what came")]
    [InlineData("order receive PO-1 SUGAR=1 --all", "Say what came")]
    [InlineData("order new METRO SUGAR", "the quantity is missing")]
    [InlineData("order cancel PO-1", "Option '--reason' is required.")]
    [InlineData("supplier edit METRO", "Say what to change")]
    public async Task A_slip_of_the_finger_is_answered_before_anything_is_sent(string line, string expected)
    {
        using var folder = new ShopFolder();

        var outcome = await folder.RunAsync(line.Split(' '));

        outcome.Exit.ShouldBe(2);
        outcome.Error.ShouldContain(expected);
    }
}
