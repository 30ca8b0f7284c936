using Bazaar.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bazaar.Server.Platform.Errors;

/// <summary>
/// Refuses a body over the limit before anything of it is read. A server that hangs up on a client that still sends resets the
/// connection, and the client never reads why; so the rest is let in and thrown away, which the server does by itself for five seconds.
/// </summary>
internal static class BodyLimits
{
    public static void UseBodyLimits(this WebApplication app) => app.Use((context, next) =>
    {
        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature is not { IsReadOnly: false, MaxRequestBodySize: { } most } || !(context.Request.ContentLength > most))
        {
            return next(context);
        }

        // Who asks before sending is told no, and sends nothing.
        if (!context.Request.Headers.Expect.ToString().Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            feature.MaxRequestBodySize = null;
        }

        return Problems.TooLarge().ToResult().ExecuteAsync(context);
    });
}
