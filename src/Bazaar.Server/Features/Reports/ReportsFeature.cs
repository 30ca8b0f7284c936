using Bazaar.Server.Platform.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Reports;

/// <summary>/reports: sums that add up to the rows shown.</summary>
internal static class ReportsFeature
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports").WithStrictTimes();
        SalesReport.Map(reports);
        StockReports.Map(reports);
        MovementReports.Map(reports);
        SuppliersReport.Map(reports);
        OverviewReport.Map(reports);
        TodayReport.Map(api);
        AccuracyReport.Map(reports);
    }
}
