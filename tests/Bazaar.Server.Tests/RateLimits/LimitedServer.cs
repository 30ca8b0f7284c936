using Bazaar.Domain.Access;
using System.Collections.Frozen;
using Bazaar.Contracts;
using Bazaar.Server.Hosting;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Server.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Tests.RateLimits;

/// <summary>A real server with the limits in their place, around endpoints that do nothing. Who asks stands in a header.</summary>
internal sealed class LimitedServer : IAsyncDisposable
{
    private const string User = "X-Test-User";
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private LimitedServer(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ManualClock Clock { get; private init; } = null!;

    public static async Task<LimitedServer> StartAsync(string limits, string? proxies = null)
    {
        var clock = new ManualClock();
        var network = Network.Read(new BazaarOptions { DataFolder = "", Limits = limits, Proxies = proxies });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting().AddSingleton<TimeProvider>(clock).AddSingleton(network.Quotas).AddSingleton<LocalLimits>().AddSingleton<Limiter>();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        network.UseProxies(app);
        app.UseRouting();
        app.UseAddressLimits();
        app.Use(AuthenticateAsync);
        app.UseRateLimits();
        app.MapGet("/read", (HttpContext http) => Results.Text(http.Connection.RemoteIpAddress!.ToString())).RequirePermission(Permission.CatalogRead);
        app.MapPost("/write", () => Results.NoContent()).RequirePermission(Permission.CatalogWrite);
        app.MapGet("/report", () => Results.NoContent()).RequirePermission(Permission.ReportsRead);
        app.MapGet("/livez", () => Results.NoContent()).RequirePermission(Permission.Public).WithBudget(Budget.None);
        app.MapPost("/login", () => Results.NoContent()).RequirePermission(Permission.Public).WithBudget(Budget.Login);
        app.MapPost("/bulk", async (int entries, HttpContext http) => await http.TakeRestAsync(entries) is { } problem ? problem.ToResult() : Results.NoContent())
            .RequirePermission(Permission.StockPost).WithBudget(Budget.Bulk);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LimitedServer(app) { Clock = clock };
    }

    public async Task<Answer> SendAsync(string method, string path, string? user = "ali", string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (user is not null)
        {
            request.Headers.Add(User, user);
        }

        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return await Answer.ReadAsync(await _http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Sends the same until it is refused; how many passed.</summary>
    public async Task<int> CountAsync(string method, string path, string? user = "ali", string? forwardedFor = null)
    {
        for (var passed = 0; ; passed++)
        {
            if ((await SendAsync(method, path, user, forwardedFor)).Status == 429)
            {
                return passed;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private static Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        var user = context.Request.Headers[User].ToString();
        context.Items[typeof(Caller)] = user switch
        {
            "" => Caller.Nobody,
            LoopbackAccess.Owner => Caller.LoopbackOwner,
            _ => new Caller(user, Enum.GetValues<Permission>().ToFrozenSet()),
        };
        var open = context.GetEndpoint()?.Metadata.GetMetadata<PermissionRequirement>()?.Permission == Permission.Public;
        return user.Length > 0 || open ? next(context) : Problems.Make(401, ProblemCodes.Unauthenticated, "Sign in first.").ToResult().ExecuteAsync(context);
    }
}
