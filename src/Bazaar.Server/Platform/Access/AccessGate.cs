using System.Net;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Platform.Access;

/// <summary>How requests reach this process.</summary>
/// <param name="IsPrivate">True when only a private socket is open: whoever can open the shop's file is its owner.</param>
internal sealed record AccessSetting(bool IsPrivate);

/// <summary>
/// The door. Finds out who asks, then whether they may do what the endpoint states, and whether they may do it in the store that the address names. What is
/// in bodies and queries is the handlers' to check, with <see cref="CallerExtensions"/>.
/// </summary>
internal static class AccessGate
{
    /// <summary>Adds what the door and the features of access need.</summary>
    public static void AddAccess(this IServiceCollection services, bool isPrivate)
    {
        services.AddSingleton(new AccessSetting(isPrivate));
        services.AddSingleton<UserStore>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SigningKeyStore>();
        services.AddSingleton<GuessStore>();
        services.AddSingleton<AccessState>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<PasswordSignIn>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<OwnerSecret>();
    }

    public static void UseAccess(this WebApplication app)
    {
        var isPrivate = app.Services.GetRequiredService<AccessSetting>().IsPrivate;
        var state = app.Services.GetRequiredService<AccessState>();
        var authenticator = app.Services.GetRequiredService<Authenticator>();
        app.Use(async (context, next) =>
        {
            var mustSignIn = !isPrivate && await state.HasUsersAsync(context.RequestAborted);
            var refusal = RefusePage(context, mustSignIn) ?? await RefuseCallerAsync(context, isPrivate, mustSignIn, authenticator);
            await (refusal?.ToResult().ExecuteAsync(context) ?? next(context));
        });
    }

    /// <summary>Whether the caller may do what the endpoint states. After their requests are counted: who keeps asking for what they may not have is too many as well.</summary>
    public static void UsePermissions(this WebApplication app) => app.Use((context, next) => RefuseRights(context)?.ToResult().ExecuteAsync(context) ?? next(context));

    /// <summary>
    /// Other computers and pages of other sites. While nobody signs in, a host name that is not this computer's is one as well: the name was made to lead here. Where everybody
    /// signs in, nothing goes along by itself that such a page could use.
    /// </summary>
    private static Problem? RefusePage(HttpContext context, bool mustSignIn)
    {
        var request = context.Request;
        if (!mustSignIn && ClientAddress.Of(context) is { } remote && !IPAddress.IsLoopback(remote))
        {
            // Whatever name it was called by: who comes through a forwarded port does not sit here.
            return Problems.Make(403, ProblemCodes.CrossSite, "This shop answers to this computer only.");
        }

        return !mustSignIn && !LoopbackAccess.IsOurHost(request.Host.Host)
            ? Problems.Make(403, ProblemCodes.CrossSite, $"This shop answers to 127.0.0.1 and localhost only, not to {request.Host.Host}.")
            : LoopbackAccess.IsForeign(request) ? Problems.Make(403, ProblemCodes.CrossSite, "This request comes from a page of another site.") : null;
    }

    private static async ValueTask<Problem?> RefuseCallerAsync(HttpContext context, bool isPrivate, bool mustSignIn, Authenticator authenticator)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            // What is no route is the framework's own answer to a wrong method or media type.
            return null;
        }

        // Deny by default: a route that forgot to state its permission is a mistake of ours, and stays shut.
        if (endpoint.Metadata.GetMetadata<PermissionRequirement>() is not { Permission: var needed })
        {
            return Problems.Make(403, ProblemCodes.Forbidden, "This address states no permission and stays shut.");
        }

        if (needed == Permission.Public)
        {
            return null;
        }

        if (isPrivate || (!mustSignIn && !Authenticator.HasKey(context)))
        {
            context.Items[typeof(Caller)] = isPrivate ? Caller.Owner : Caller.LoopbackOwner;
            return null;
        }

        var (caller, problem) = await authenticator.FindAsync(context);
        if (caller is null)
        {
            // Whoever watches the figures on this computer needs no password; nobody else gets them without one.
            if (needed != Permission.MetricsRead || context.Request.Headers.Authorization.Count > 0 || !ClientAddress.IsThisComputer(context))
            {
                return problem ?? Unauthenticated(context);
            }

            caller = Caller.Nobody with { Permissions = new HashSet<Permission> { needed } };
        }

        context.Items[typeof(Caller)] = caller;
        return null;
    }

    private static Problem? RefuseRights(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PermissionRequirement>() is not { Permission: not Permission.Public and var needed } ? null
        : context.Refuse(needed) ?? (context.GetRouteValue("store") is string store ? context.RefuseStores(store) : null);

    private static Problem Unauthenticated(HttpContext context)
    {
        var headers = context.Request.Headers;
        var given = headers.Authorization.Count > 0;

        // A browser that reads "Basic" asks for a password in a window of its own, in front of the page that asks for it better.
        context.Response.Headers.WWWAuthenticate = (given ? "Bearer realm=\"bazaar\", error=\"invalid_token\"" : "Bearer realm=\"bazaar\"")
            + (headers.ContainsKey("Sec-Fetch-Mode") ? "" : ", Basic realm=\"bazaar\", charset=\"UTF-8\"");
        return Problems.Make(401, ProblemCodes.Unauthenticated, given ? "What you signed in with is not good, or no longer. Sign in again." : "Sign in first: POST /api/v1/auth/login, or send an API key.");
    }
}
