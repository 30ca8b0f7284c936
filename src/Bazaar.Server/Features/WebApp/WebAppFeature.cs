using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.WebApp;

/// <summary>
/// The web app at <c>/</c>: the files that <c>web/</c> was built into, which lie beside the program. Each file is a route of its own, so nothing else on the disk
/// can be asked for; the app's screens all answer with its one page.
/// </summary>
internal static class WebAppFeature
{
    /// <summary>The folder beside the program.</summary>
    public const string Folder = "web";

    /// <summary>Everything from this server, nothing inline, nothing from elsewhere.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        + "media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private const string Index = "index.html";

    /// <summary>The first part of every screen's address; <c>web/src/screens/routes.tsx</c> has the same list, and a browser test opens each.</summary>
    private static readonly string[] Screens =
    [
        "sell", "receive", "remove", "count", "counts", "today", "alerts", "stock", "reports", "catalogue", "stores", "transfers", "suppliers", "orders", "people", "audit", "settings", "waiting", "more", "welcome", "login",
    ];

    /// <summary>Maps the app's files and screens, or a page that says how to build them.</summary>
    /// <param name="app">The application.</param>
    public static void MapWebApp(this IEndpointRouteBuilder app)
    {
        var files = WebFile.ReadAll(Path.Combine(AppContext.BaseDirectory, Folder));
        if (!files.TryGetValue(Index, out var page))
        {
            MapMissing(app);
            return;
        }

        foreach (var (name, file) in files)
        {
            MapFile(app, "/" + name, file);
        }

        MapFile(app, "/", page);
        foreach (var screen in Screens)
        {
            MapFile(app, $"/{screen}/{{**rest}}", page);
        }
    }

    private static void MapFile(IEndpointRouteBuilder app, string route, WebFile file) =>
        Map(app, route, http => file.AnswerAsync(http));

    /// <summary>At every screen's address: a bookmark of one must not end in an error.</summary>
    private static void MapMissing(IEndpointRouteBuilder app)
    {
        foreach (var route in Screens.Select(screen => $"/{screen}/{{**rest}}").Prepend("/"))
        {
            Map(app, route, MissingPage.AnswerAsync);
        }
    }

    private static void Map(IEndpointRouteBuilder app, string route, RequestDelegate answer) => app
        .MapMethods(route, [HttpMethods.Get, HttpMethods.Head], http =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return answer(http);
        })
        .ExcludeFromDescription().RequirePermission(Permission.Public);
}
