using Bazaar.Contracts.Json;
using Bazaar.Server.Features.Access;
using Bazaar.Server.Features.Alerts;
using Bazaar.Server.Features.Audit;
using Bazaar.Server.Features.Catalog;
using Bazaar.Server.Features.Counts;
using Bazaar.Server.Features.Demo;
using Bazaar.Server.Features.Health;
using Bazaar.Server.Features.Live;
using Bazaar.Server.Features.Purchasing;
using Bazaar.Server.Features.Reference;
using Bazaar.Server.Features.Reports;
using Bazaar.Server.Features.Stock;
using Bazaar.Server.Features.Stores;
using Bazaar.Server.Features.Suppliers;
using Bazaar.Server.Features.Transfers;
using Bazaar.Server.Features.WebApp;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Live;
using Bazaar.Server.Platform.OpenApi;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Server.Platform.Telemetry;
using Bazaar.Storage;
using Bazaar.Storage.Alerts;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Counting;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Purchasing;
using Bazaar.Storage.Reports;
using Bazaar.Storage.Stock;
using Bazaar.Storage.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bazaar.Server.Hosting;

/// <summary>What the program is made of: a list of what is added and what is mapped.</summary>
internal static class Application
{
    public static WebApplication Build(ILedgerDatabase database, string[]? urls, string? socket, Network? network = null, DemoNeighbour? demo = null)
    {
        network ??= Network.Default;

        // Empty: the usual builders take addresses to listen on from ASPNETCORE_URLS and from an appsettings.json in the current folder,
        // which would open a shop without users to the network, and they watch that folder, where the database is often written.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Bazaar", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);

        // A start that fails is told in one sentence by whoever asked for it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Network.Limit(kestrel.Limits);
            if (socket is not null)
            {
                kestrel.ListenUnixSocket(socket);
            }
        });
        AddServices(builder.Services, database, network);
        builder.Services.AddSingleton(_ => demo ?? new DemoNeighbour(null, null));
        builder.Services.AddAccess(isPrivate: socket is not null);
        var app = builder.Build();
        foreach (var url in urls ?? [])
        {
            app.Urls.Add(url);
        }

        network.UseProxies(app);
        app.UseMetrics();
        app.UseProblemAnswers();
        app.UseSafeHeaders();
        app.UseRouting();
        app.UseAddressLimits();
        app.UseAccess();
        app.UseRateLimits();
        app.UsePermissions();
        app.UseBodyLimits();
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, ILedgerDatabase database, Network network)
    {
        services.AddRouting();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDatabase>(database);
        services.AddSingleton<ILedgerDatabase>(database);
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<LedgerSignals>();
        services.AddSingleton<ProductStore>();
        services.AddSingleton<StoreStore>();
        services.AddSingleton<StockStore>();
        services.AddSingleton<LevelsImport>();
        services.AddSingleton<TransferStore>();
        services.AddSingleton<CountStore>();
        services.AddSingleton<ScanStore>();
        services.AddSingleton<CountPosting>();
        services.AddSingleton<AlertStore>();
        services.AddSingleton<SupplierStore>();
        services.AddSingleton<SourcingStore>();
        services.AddSingleton<SourcingList>();
        services.AddSingleton<OrderStore>();
        services.AddSingleton<OrderList>();
        services.AddSingleton<OrderReceiving>();
        services.AddSingleton<SupplierReport>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<OverviewStore>();
        services.AddSingleton<AuditStore>();
        services.AddSingleton<HeadsKeyStore>();
        services.AddSingleton<Metrics>();
        services.AddSingleton(network.Quotas);
        services.AddSingleton<LocalLimits>();
        services.AddSingleton<Limiter>();
        services.ConfigureHttpJsonOptions(json => BazaarJsonSetup.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddBazaarOpenApi();
    }

    private static void Map(WebApplication app)
    {
        app.MapHealth();
        app.MapBazaarOpenApi();
        ReferencePage.Map(app);
        app.MapPublicKeys();
        app.MapWebApp();
        var api = app.MapGroup("/api/v1");
        api.MapAccess();
        api.MapStock();
        api.MapLive();
        api.MapCatalog();
        api.MapStores();
        api.MapSuppliers();
        api.MapPurchasing();
        api.MapTransfers();
        api.MapCounts();
        api.MapReports();
        api.MapAlerts();
        api.MapAudit();
        api.MapDemo();
    }

    private static void UseSafeHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
