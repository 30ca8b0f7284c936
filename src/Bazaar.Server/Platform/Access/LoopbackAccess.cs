using System.Net;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Platform.Access;

/// <summary>
/// Who may come in when there are no users: whoever sits at this computer. A page of another site that runs in this computer's
/// browser is not that person, so requests that come from one, or that were led here under another host name, are refused.
/// </summary>
internal static class LoopbackAccess
{
    /// <summary>Who posts when nobody signs in.</summary>
    public const string Owner = "owner";

    /// <summary>The host name of the private socket.</summary>
    public const string EmbeddedHost = "bazaar";

    public static void UseLoopbackAccess(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (!IsOurHost(request.Host.Host))
        {
            return Refuse(context, $"This shop answers to 127.0.0.1 and localhost only, not to {request.Host.Host}.");
        }

        if (IsForeign(request))
        {
            return Refuse(context, "This request comes from a page of another site.");
        }

        // Deny by default: a route that forgot to state its permission is a mistake of ours, and stays shut. What is no route is
        // the framework's own answer to a wrong method or media type.
        return context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<PermissionRequirement>() is null
            ? Problems.Make(403, ProblemCodes.Forbidden, "This address states no permission and stays shut.").ToResult().ExecuteAsync(context)
            : next(context);
    });

    /// <summary>True when nobody else can reach an address.</summary>
    public static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOurHost(string host) => host is EmbeddedHost || IsLoopback(host);

    private static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "cross-site" or "same-site")
        {
            // A link from elsewhere may open a page; it may not read or change anything.
            return request.Headers["Sec-Fetch-Mode"] != "navigate" || !HttpMethods.IsGet(request.Method);
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    private static Task Refuse(HttpContext context, string why) => Problems.Make(403, ProblemCodes.CrossSite, why).ToResult().ExecuteAsync(context);
}
