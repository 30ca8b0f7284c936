using Bazaar.Contracts;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Bazaar.Storage.Reports;

namespace Bazaar.Server.Features.Stores;

/// <summary>What is left to do in a store that closes. It closes all the same: a shop that shut its doors last night cannot be told to wait.</summary>
internal static class ClosingWarnings
{
    /// <summary>The warnings; null when there are none.</summary>
    public static async Task<IReadOnlyList<StoreWarning>?> FindAsync(StoreRow store, OverviewStore overview, OrderList orders, DateTimeOffset now, CancellationToken ct)
    {
        var figures = (await overview.FiguresAsync([store.Id], now, ct))[store.Id];
        var warnings = new List<StoreWarning>();
        if (figures.InStock > 0)
        {
            warnings.Add(new("stock-left", figures.InStock, $"{Products(figures.InStock)} still on hand, {(decimal)figures.Value * 0.01m:#,##0.00} in all at cost. Open the store again to send the goods elsewhere or remove them."));
        }

        if (figures.Negative > 0)
        {
            warnings.Add(new("stock-negative", figures.Negative, $"{Products(figures.Negative)} below zero: something was never entered. Open the store again and count."));
        }

        if (figures.OpenAlerts > 0)
        {
            warnings.Add(new("alerts-open", figures.OpenAlerts, $"{figures.OpenAlerts} {(figures.OpenAlerts == 1 ? "alert is" : "alerts are")} open that nobody will see again. Resolve them."));
        }

        if (await OpenOrdersAsync(store, orders, now, ct) is var open and > 0)
        {
            warnings.Add(new("orders-open", open, $"{(open == 1 ? "1 order is" : $"{open} orders are")} still to come from suppliers. Cancel them, or open the store again to receive them."));
        }

        var (transfers, counts) = await overview.OpenDocumentsAsync(store.Id, ct);
        if (transfers > 0)
        {
            warnings.Add(new("transfers-open", transfers, $"{(transfers == 1 ? "1 transfer is" : $"{transfers} transfers are")} under way from here or to here. Receive, cancel or close them; what comes here cannot be received while the store is closed."));
        }

        if (counts > 0)
        {
            warnings.Add(new("counts-open", counts, $"{(counts == 1 ? "1 count is" : $"{counts} counts are")} not posted. Post or cancel them; to post one, open the store again."));
        }

        return warnings.Count == 0 ? null : warnings;
    }

    private static async Task<long> OpenOrdersAsync(StoreRow store, OrderList orders, DateTimeOffset now, CancellationToken ct)
    {
        var open = 0L;
        foreach (var status in (OrderStatus[])[OrderStatus.Ordered, OrderStatus.PartlyReceived])
        {
            open += (await orders.ReadAsync(new OrderFilter { StoreKeys = [Code.Key(store.Code)], Status = status, Limit = int.MaxValue }, now, ct)).Count;
        }

        return open;
    }

    private static string Products(long count) => count == 1 ? "1 product is" : $"{count} products are";
}
