using Bazaar.Contracts;

namespace Bazaar.Simulator.Story;

/// <summary>Goods that one store of a chain helped another out with.</summary>
internal static class StoryTransfers
{
    private const string Category = "Household";
    private const int Stores = 5;
    private const int Lines = 2;
    private const decimal Sent = 3;

    /// <summary>Two that arrived, two on their way, one of which a part is lost; none where there are not as many stores.</summary>
    /// <param name="scene">The stores.</param>
    public static IReadOnlyList<PlannedTransfer> Plan(StoryScene scene)
    {
        if (scene.Stock.Count < Stores || Enumerable.Range(0, Stores - 1).Any(i => Goods(scene, scene.StoreAt(i)).Count() < Lines))
        {
            return [];
        }

        var arrived = Send(scene, 0, 1, "With the night train.");
        var more = Send(scene, 2, 3, "With the morning van.");
        var partly = Send(scene, 3, 4, "Two boxes, one a day.");
        var lost = Send(scene, 1, 2, "As a parcel by rail.");
        return
        [
            new PlannedTransfer(arrived, Receive(scene, arrived, arrived.Lines!)),
            new PlannedTransfer(more, Receive(scene, more, more.Lines!)),
            new PlannedTransfer(Send(scene, 0, 4, "With the evening bus.")),
            new PlannedTransfer(partly, Receive(scene, partly, [partly.Lines![0]])),
            new PlannedTransfer(
                lost,
                Receive(scene, lost, [lost.Lines![0] with { Quantity = Sent - 1 }, .. lost.Lines.Skip(1)]),
                new TransferCloseRequest { Id = scene.Id("close", lost.From!, lost.To!), Reason = "damaged", Note = "One broke on the way." }),
        ];
    }

    private static TransferRequest Send(StoryScene scene, int from, int to, string note)
    {
        var (sender, receiver) = (scene.StoreAt(from), scene.StoreAt(to));
        return new TransferRequest
        {
            Id = scene.Id("transfer", sender, receiver),
            From = sender,
            To = receiver,
            Note = note,
            Lines = [.. Goods(scene, sender).Select(p => new TransferLineRequest { Sku = p.Sku, Quantity = Sent })],
        };
    }

    // Enough for both transfers of the main store.
    private static IEnumerable<StockItem> Goods(StoryScene scene, string sender) => scene.Pieces(sender, Category, least: 2 * Sent).Take(Lines);

    private static TransferReceiptRequest Receive(StoryScene scene, TransferRequest transfer, IReadOnlyList<TransferLineRequest> lines) => new()
    {
        Id = scene.Id("arrival", transfer.From!, transfer.To!),
        Lines = [.. lines.Select((l, i) => new TransferReceiptLine { Line = i + 1, Quantity = l.Quantity })],
    };
}
