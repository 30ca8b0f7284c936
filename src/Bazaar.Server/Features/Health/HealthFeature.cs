using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Server.Platform.Telemetry;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bazaar.Server.Features.Health;

/// <summary>/livez, /readyz and /metrics, for whoever runs the server.</summary>
internal static class HealthFeature
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/livez", () => Results.Text("ok\n")).WithName("Live").WithTags("Health").WithSummary("The process runs").Produces<string>(200, "text/plain").RequirePermission(Permission.Public).WithBudget(Budget.None);
        app.MapGet("/readyz", ReadyAsync).WithName("Ready").WithTags("Health").WithSummary("The database answers").Produces<string>(200, "text/plain").ProducesProblems(503).RequirePermission(Permission.Public).WithBudget(Budget.None);
        app.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4")).WithName("Metrics").WithTags("Health").WithSummary("Figures in Prometheus' text format")
            .Produces<string>(200, "text/plain").RequirePermission(Permission.MetricsRead).WithBudget(Budget.None);
    }

    private static async Task<IResult> ReadyAsync(StoreStore stores, ILoggerFactory logs, CancellationToken ct)
    {
        try
        {
            await stores.ListAsync(null, 1, ct);
            return Results.Text("ok\n");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logs.CreateLogger("Bazaar").LogError(failure, "The database does not answer.");
            return Problems.Make(503, ProblemCodes.StorageUnavailable, "The database does not answer.").ToResult();
        }
    }
}
