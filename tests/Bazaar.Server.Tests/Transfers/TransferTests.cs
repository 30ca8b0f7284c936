using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Transfers;

/// <summary>Goods are conserved between stores: SCENARIOS 10, and what follows from it.</summary>
public sealed class TransferTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task What_arrives_short_stays_in_transit_until_it_is_a_named_loss_of_the_sender()
    {
        var lorry = await Lorry.LoadedAsync(shop);

        var transfer = await lorry.SendAsync(10);
        (transfer.Status, transfer.Lines[0].InTransit, transfer.Lines[0].UnitCost).ShouldBe(("in-transit", 10, 40));
        await lorry.ShouldHaveAsync(from: 90, to: 0);

        transfer = await lorry.ReceiveAsync(transfer, 9);
        (transfer.Status, transfer.Lines[0].Received, transfer.Lines[0].InTransit).ShouldBe(("in-transit", 9, 1));
        await lorry.ShouldHaveAsync(from: 90, to: 9);

        transfer = await lorry.CloseAsync(transfer, "theft");
        (transfer.Status, transfer.Lines[0].Received, transfer.Lines[0].Lost, transfer.Lines[0].InTransit).ShouldBe(("closed", 9, 1, 0));
        await lorry.ShouldHaveAsync(from: 90, to: 9);
        (await lorry.LossesAsync(lorry.From)).ShouldBe([("theft", 1, 40)]);
        (await lorry.LossesAsync(lorry.To)).ShouldBeEmpty();
        transfer.Steps.Select(s => (s.Type, s.Reason, s.Lines.Single().Quantity)).ShouldBe([("receipt", null, 9), ("close", "theft", 1)]);
    }

    [Fact]
    public async Task A_loss_leaves_the_sender_at_the_cost_with_which_it_was_sent()
    {
        var lorry = await Lorry.LoadedAsync(shop, stock: 10, cost: 100);
        var transfer = await lorry.SendAsync(1);
        await lorry.From.PostAsync("stockIn", lorry.Sku, 9, cost: 140);
        (await lorry.From.StockAsync(lorry.Sku)).UnitCost.ShouldBe(120);

        await lorry.CloseAsync(transfer);

        (await lorry.From.StockAsync(lorry.Sku)).UnitCost.ShouldBe(120);
        (await lorry.LossesAsync(lorry.From)).ShouldBe([("lost", 1, 100)]);
        await lorry.ShouldHaveAsync(from: 18, to: 0);
    }

    [Fact]
    public async Task Goods_arrive_at_the_cost_with_which_they_left()
    {
        var lorry = await Lorry.LoadedAsync(shop, cost: 100);
        await lorry.To.PostAsync("stockIn", lorry.Sku, 10, cost: 120);
        var transfer = await lorry.SendAsync(10);
        await lorry.From.PostAsync("stockIn", lorry.Sku, 10, cost: 500);

        await lorry.ReceiveAllAsync(transfer);

        (await lorry.To.StockAsync(lorry.Sku)).UnitCost.ShouldBe(110);
        await lorry.ShouldHaveAsync(from: 100, to: 20);
    }

    [Fact]
    public async Task A_cancelled_transfer_brings_everything_back()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.SendAsync(10);

        transfer = await lorry.CancelAsync(transfer);

        (transfer.Status, transfer.Lines[0].Returned, transfer.Lines[0].InTransit).ShouldBe(("cancelled", 10, 0));
        await lorry.ShouldHaveAsync(from: 100, to: 0);
        (await lorry.From.StockAsync(lorry.Sku)).UnitCost.ShouldBe(40);
        (await lorry.LossesAsync(lorry.From)).ShouldBeEmpty();
        (await SendAsync(transfer, "receive", "{}")).ShouldBeProblem(409, "not-in-transit");
        (await SendAsync(transfer, "cancel", "{}")).ShouldBeProblem(409, "not-in-transit");
        (await SendAsync(transfer, "close", """{"reason":"lost"}""")).ShouldBeProblem(409, "not-in-transit");
    }

    [Fact]
    public async Task Something_arrived_cannot_be_cancelled_and_more_than_is_on_its_way_cannot_arrive()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.ReceiveAsync(await lorry.SendAsync(10), 4);

        (await SendAsync(transfer, "cancel", "{}")).ShouldBeProblem(409, "partly-received");
        var more = (await SendAsync(transfer, "receive", $$"""{"lines":[{"sku":"{{lorry.Sku}}","quantity":7}]}""")).ShouldBeProblem(409, "more-than-in-transit");
        more.Json.GetProperty("errors").GetProperty("lines[0].quantity")[0].GetString().ShouldBe("7 arrived, but only 6 is in transit.");
        await lorry.ShouldHaveAsync(from: 90, to: 4);

        (await lorry.ReceiveAllAsync(transfer)).Status.ShouldBe("received");
        (await SendAsync(transfer, "receive", "{}")).ShouldBeProblem(409, "not-in-transit").Text.ShouldContain("Everything of this transfer has arrived.");
        await lorry.ShouldHaveAsync(from: 90, to: 10);
    }

    [Fact]
    public async Task One_end_of_a_transfer_cannot_be_reversed_by_itself()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.ReceiveAsync(await lorry.SendAsync(10), 4);

        var sent = await shop.SendAsync("POST", $"stores/{lorry.From.Code}/movements/{transfer.Id}/reversal", "{}");
        var received = await shop.SendAsync("POST", $"stores/{lorry.To.Code}/movements/{transfer.Steps[0].Id}/reversal", "{}");

        sent.ShouldBeProblem(409, "not-reversible").Text.ShouldContain("/transfers/{id}/cancel");
        received.ShouldBeProblem(409, "not-reversible");
        await lorry.ShouldHaveAsync(from: 90, to: 4);
    }

    [Fact]
    public async Task A_loss_that_turns_up_is_reversed_where_it_was_lost()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.CloseAsync(await lorry.ReceiveAsync(await lorry.SendAsync(10), 9));

        await shop.Api.ReverseMovementAsync(lorry.From.Code, transfer.Steps[^1].Id, new ReversalRequest { Reason = "found behind the seat" });

        await lorry.ShouldHaveAsync(from: 91, to: 9);
        (await lorry.LossesAsync(lorry.From)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_id_again_gets_the_first_answer_whatever_came_after()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var send = $$"""{"id":"{{Guid.CreateVersion7()}}","from":"{{lorry.From.Code}}","to":"{{lorry.To.Code}}","lines":[{"sku":"{{lorry.Sku}}","quantity":10}]}""";
        var first = (await shop.SendAsync("POST", "transfers", send)).ShouldBe(201);
        var id = first.Json.GetProperty("id").GetGuid();
        var receive = $$"""{"id":"{{Guid.CreateVersion7()}}","lines":[{"line":1,"quantity":4}]}""";
        var firstReceipt = (await shop.SendAsync("POST", $"transfers/{id}/receive", receive)).ShouldBe(201);
        var close = $$"""{"id":"{{Guid.CreateVersion7()}}","reason":"lost"}""";
        var firstClose = (await shop.SendAsync("POST", $"transfers/{id}/close", close)).ShouldBe(201);

        foreach (var (path, body, answer) in new[] { ("transfers", send, first), ($"transfers/{id}/receive", receive, firstReceipt), ($"transfers/{id}/close", close, firstClose) })
        {
            var again = (await shop.SendAsync("POST", path, body)).ShouldBe(200);
            again.Text.ShouldBe(answer.Text);
            again.Header("Idempotency-Replayed").ShouldBe("true");
            again.Header("Bazaar-Seq").ShouldBe(answer.Header("Bazaar-Seq"));
        }

        (await shop.SendAsync("POST", "transfers", send.Replace("\"quantity\":10", "\"quantity\":11"))).ShouldBeProblem(422, "id-reused");
        (await shop.SendAsync("POST", $"transfers/{id}/receive", receive.Replace("\"quantity\":4", "\"quantity\":3"))).ShouldBeProblem(422, "id-reused");
        await lorry.ShouldHaveAsync(from: 90, to: 4);
    }

    [Fact]
    public async Task An_idempotency_key_stands_in_for_an_id()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var send = $$"""{"from":"{{lorry.From.Code}}","to":"{{lorry.To.Code}}","lines":[{"sku":"{{lorry.Sku}}","quantity":10}]}""";
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = (await shop.SendAsync("POST", "transfers", send, key)).ShouldBe(201);
        (await shop.SendAsync("POST", "transfers", send, key)).ShouldBe(200).Text.ShouldBe(first.Text);
        var id = first.Json.GetProperty("id").GetGuid();
        var receive = $$"""{"lines":[{"line":1,"quantity":1}]}""";
        (await shop.SendAsync("POST", $"transfers/{id}/receive", receive, key)).ShouldBe(201);
        (await shop.SendAsync("POST", $"transfers/{id}/receive", receive, key)).ShouldBe(200);
        (await shop.SendAsync("POST", "transfers", send, ("Idempotency-Key", new string('k', 256)))).ShouldBeProblem(400, "invalid");
        await lorry.ShouldHaveAsync(from: 90, to: 1);
    }

    [Fact]
    public async Task A_receipt_that_is_repeated_for_another_transfer_is_another_receipt()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var (one, two) = (await lorry.SendAsync(10), await lorry.SendAsync(10));
        var receipt = $$"""{"id":"{{Guid.CreateVersion7()}}"}""";
        (await SendAsync(one, "receive", receipt)).ShouldBe(201);

        (await SendAsync(two, "receive", receipt)).ShouldBeProblem(422, "id-reused");

        await lorry.ShouldHaveAsync(from: 80, to: 10);
    }

    [Fact]
    public async Task Fifty_receipts_at_once_take_what_is_in_transit_and_no_more()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.SendAsync(30);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SendAsync(transfer, "receive", $$"""{"lines":[{"sku":"{{lorry.Sku}}","quantity":1}]}"""))));

        answers.Count(a => a.Status == 201).ShouldBe(30);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Status == 409);
        (await lorry.ReadAsync(transfer)).Lines[0].Received.ShouldBe(30);
        await lorry.ShouldHaveAsync(from: 70, to: 30);
    }

    [Fact]
    public async Task One_receipt_sent_fifty_times_at_once_is_received_once()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.SendAsync(30);
        var receipt = $$"""{"id":"{{Guid.CreateVersion7()}}","lines":[{"line":1,"quantity":20}]}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SendAsync(transfer, "receive", receipt))));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Count(a => a.Status == 200).ShouldBe(49);
        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        await lorry.ShouldHaveAsync(from: 70, to: 20);
    }

    [Fact]
    public async Task Packs_are_sent_and_received_by_name()
    {
        var (from, to) = (await shop.NewStoreAsync(), await shop.NewStoreAsync());
        var sku = await shop.NewProductAsync(packs: new Pack { Name = "carton", Size = 24 });
        await from.PostAsync("stockIn", sku, 100);

        var transfer = await shop.Api.SendTransferAsync(new TransferRequest { From = from.Code, To = to.Code, Lines = [new() { Sku = sku, Quantity = 2, Pack = "carton" }] });
        (transfer.Lines[0].Sent, transfer.Lines[0].Pack, transfer.Lines[0].PackQuantity).ShouldBe((48, "carton", 2));
        await shop.Api.ReceiveTransferAsync(transfer.Id, new TransferReceiptRequest { Lines = [new() { Line = 1, Quantity = 1, Pack = "carton" }] });
        transfer = await shop.Api.ReceiveTransferAsync(transfer.Id, new TransferReceiptRequest { Lines = [new() { Sku = sku.ToLowerInvariant(), Quantity = 20 }] });

        transfer.Lines[0].InTransit.ShouldBe(4);
        (await to.OnHandAsync(sku)).ShouldBe(44);
    }

    [Fact]
    public async Task A_product_on_two_lines_is_received_line_after_line()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await shop.Api.SendTransferAsync(new TransferRequest
        {
            From = lorry.From.Code, To = lorry.To.Code, Lines = [new() { Sku = lorry.Sku, Quantity = 3 }, new() { Sku = lorry.Sku, Quantity = 5 }],
        });

        transfer = await lorry.ReceiveAsync(transfer, 4);

        transfer.Lines.Select(l => l.Received).ShouldBe([3, 1]);
    }

    [Fact]
    public async Task What_a_count_had_already_seen_is_on_its_way_all_the_same()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        await lorry.From.PostAsync("count", lorry.Sku, 90, TestStore.At(12));

        var transfer = await lorry.SendAsync(10, TestStore.At(10));

        await lorry.ShouldHaveAsync(from: 90, to: 0);
        transfer.Lines.ShouldHaveSingleItem().InTransit.ShouldBe(10);
        await lorry.ReceiveAllAsync(transfer);
        await lorry.ShouldHaveAsync(from: 90, to: 10);
        (await lorry.LossesAsync(lorry.From)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archived_product_still_moves_between_stores()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var product = await shop.Api.GetProductAsync(lorry.Sku);
        await shop.Api.ArchiveProductAsync(lorry.Sku, product.Version);

        await lorry.ReceiveAllAsync(await lorry.SendAsync(10));

        await lorry.ShouldHaveAsync(from: 90, to: 10);
    }

    [Fact]
    public async Task A_closed_store_neither_sends_nor_receives()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.SendAsync(10);
        await CloseStoreAsync(lorry.To, closed: true);

        (await SendAsync(transfer, "receive", "{}")).ShouldBeProblem(409, "store-closed");
        (await shop.SendAsync("POST", "transfers", Body(lorry.From, lorry.To, lorry.Sku))).ShouldBeProblem(409, "store-closed");
        (await shop.SendAsync("POST", "transfers", Body(lorry.To, lorry.From, lorry.Sku))).ShouldBeProblem(409, "store-closed");
        (await lorry.ReadAsync(transfer)).Status.ShouldBe("in-transit");

        await CloseStoreAsync(lorry.To, closed: false);
        await lorry.ReceiveAllAsync(transfer);
        await lorry.ShouldHaveAsync(from: 90, to: 10);
    }

    [Fact]
    public async Task A_store_that_is_below_zero_can_still_name_its_loss()
    {
        var lorry = await Lorry.LoadedAsync(shop, stock: 10);
        var transfer = await lorry.SendAsync(10);
        await lorry.From.PostAsync("sale", lorry.Sku, 3, onShortage: "accept");

        await lorry.CloseAsync(transfer);

        await lorry.ShouldHaveAsync(from: -3, to: 0);
        (await lorry.LossesAsync(lorry.From)).ShouldBe([("lost", 10, 400)]);
    }

    [Fact]
    public async Task Lists_show_what_is_on_its_way_to_whom()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var (done, cancelled, open) = (await lorry.SendAsync(1), await lorry.SendAsync(2), await lorry.SendAsync(3));
        await lorry.ReceiveAllAsync(done);
        await lorry.CancelAsync(cancelled);
        await lorry.ReceiveAsync(open, 1);

        (await NumbersAsync(store: lorry.From.Code)).ShouldBe([open.Number, cancelled.Number, done.Number]);
        (await NumbersAsync(to: lorry.To.Code, status: "in-transit")).ShouldBe([open.Number]);
        (await NumbersAsync(from: lorry.To.Code)).ShouldBeEmpty();
        (await NumbersAsync(number: done.Number)).ShouldBe([done.Number]);
        var first = await shop.Api.ListTransfersAsync(store: lorry.From.Code, limit: 2);
        (await shop.Api.ListTransfersAsync(store: lorry.From.Code, limit: 2, cursor: first.Next)).Items.ShouldHaveSingleItem().Number.ShouldBe(done.Number);

        var item = (await shop.Api.ListInTransitAsync(to: lorry.To.Code, sku: lorry.Sku)).Items.ShouldHaveSingleItem();
        (item.Transfer, item.Quantity, item.Value).ShouldBe((open.Id, 2, 80));
        (await shop.Api.ListInTransitAsync(store: lorry.To.Code, limit: 1)).Next.ShouldBeNull();
    }

    private async Task<long[]> NumbersAsync(string? from = null, string? to = null, string? store = null, string? status = null, long? number = null) =>
        [.. (await shop.Api.ListTransfersAsync(from, to, store, status, number)).Items.Select(t => t.Number)];

    private async Task CloseStoreAsync(TestStore store, bool closed)
    {
        var before = await shop.Api.GetStoreAsync(store.Code);
        await shop.Api.EditStoreAsync(store.Code, before.Version, new StorePatch { Closed = closed });
    }

    private static string Body(TestStore from, TestStore to, string sku) => $$"""{"from":"{{from.Code}}","to":"{{to.Code}}","lines":[{"sku":"{{sku}}","quantity":1}]}""";

    private Task<Answer> SendAsync(Transfer transfer, string verb, string body) => shop.SendAsync("POST", $"transfers/{transfer.Id}/{verb}", body);
}
