using System.Net;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>
/// Tells who sits at this computer from who does not. A page of another site that runs in this computer's browser is not that person, so
/// requests that come from one, or that were led here under another host name, are told apart.
/// </summary>
internal static class LoopbackAccess
{
    /// <summary>Who posts when nobody signs in.</summary>
    public const string Owner = "owner";

    /// <summary>The host name of the private socket.</summary>
    public const string EmbeddedHost = "bazaar";

    /// <summary>True when nobody else can reach an address.</summary>
    public static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>True for the names of this computer itself.</summary>
    public static bool IsOurHost(string host) => host is EmbeddedHost || IsLoopback(host);

    /// <summary>True when a page of another site sent the request.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "cross-site" or "same-site")
        {
            // A link from elsewhere may open a page; it may not read or change anything.
            return request.Headers["Sec-Fetch-Mode"] != "navigate" || !HttpMethods.IsGet(request.Method);
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !IsOwnOrigin(request, origin);
    }

    /// <summary>True when the request says that a page of this very server sent it. Saying nothing is not enough: a cookie goes along by itself.</summary>
    public static bool IsSurelyOurPage(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin ? IsOwnOrigin(request, origin) : request.Headers["Sec-Fetch-Site"] == "same-origin";

    private static bool IsOwnOrigin(HttpRequest request, string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value;
}
