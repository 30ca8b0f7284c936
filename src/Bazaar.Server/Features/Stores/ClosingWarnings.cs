using Bazaar.Contracts;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Reports;

namespace Bazaar.Server.Features.Stores;

/// <summary>What is left to do in a store that closes. It closes all the same: a shop that shut its doors last night cannot be told to wait.</summary>
internal static class ClosingWarnings
{
    /// <summary>The warnings; null when there are none.</summary>
    public static async Task<IReadOnlyList<StoreWarning>?> FindAsync(StoreRow store, OverviewStore overview, DateTimeOffset now, CancellationToken ct)
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

        return warnings.Count == 0 ? null : warnings;
    }

    private static string Products(long count) => count == 1 ? "1 product is" : $"{count} products are";
}
