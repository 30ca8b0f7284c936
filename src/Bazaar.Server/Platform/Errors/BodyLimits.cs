using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bazaar.Server.Platform.Errors;

/// <summary>
/// Refuses a body over the limit so that the client can read why. A server that hangs up on a client that still sends resets the connection;
/// so the web server's own limit is lifted, this one kept instead, and what still comes is thrown away, which the web server does by
/// itself for five seconds.
/// </summary>
internal static class BodyLimits
{
    public static void UseBodyLimits(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } most } feature)
        {
            return next(context);
        }

        if (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0)
        {
            feature.MaxRequestBodySize = null;
            request.Body = new LimitedBody(request.Body, most);
            return next(context);
        }

        if (!(request.ContentLength > most))
        {
            return next(context);
        }

        // Who asks before sending is told no, and sends nothing.
        if (!request.Headers.Expect.ToString().Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            feature.MaxRequestBodySize = null;
        }

        return Problems.TooLarge().ToResult().ExecuteAsync(context);
    });
}
