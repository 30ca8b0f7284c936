using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Bazaar.Server.Features.Reference;

/// <summary>GET /docs: the API reference for people. It reads <c>/openapi/v1.json</c> in the browser and loads nothing from elsewhere, so it works without a network.</summary>
internal static class ReferencePage
{
    // Script and style are files of their own, so nothing inline has to be allowed.
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Maps the page, its script, its style and its icon.</summary>
    /// <param name="app">The application.</param>
    public static void Map(IEndpointRouteBuilder app)
    {
        MapFile(app, "/docs", "docs.html", "text/html; charset=utf-8");
        MapFile(app, "/docs/docs.js", "docs.js", "text/javascript; charset=utf-8");
        MapFile(app, "/docs/docs.css", "docs.css", "text/css; charset=utf-8");
        MapFile(app, "/docs/docs.svg", "docs.svg", "image/svg+xml");
    }

    private static void MapFile(IEndpointRouteBuilder app, string path, string name, string contentType)
    {
        var bytes = Read(name);
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\""));
        app.MapGet(path, (HttpContext context) =>
        {
            // The browser asks each time and is told "not modified": after an upgrade nobody sees the old page.
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.Bytes(bytes, contentType, entityTag: tag);
        }).ExcludeFromDescription().RequirePermission(Permission.Public);
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Reference/" + name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
