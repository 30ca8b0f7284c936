using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>
/// POST /auth/login, /auth/refresh and /auth/logout. A web app asks for the refresh token in a cookie that its scripts cannot read; the cookie counts only
/// when the browser says that a page of this server sent the request.
/// </summary>
internal static class SignIn
{
    private const string CookieName = "bazaar-refresh";
    private const string CookiePath = "/api/v1/auth";

    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/login", LoginAsync).WithName("Login").WithSummary("Sign in; with cookie=true the refresh token comes as a cookie")
            .Produces<TokenResponse>().ProducesProblems(400, 401, 413, 415, 429, 503).RequirePermission(Permission.Public).WithBudget(Budget.Login);
        auth.MapPost("/refresh", RefreshAsync).WithName("RefreshLogin").WithSummary("Get the next tokens; each refresh token is good once")
            .Produces<TokenResponse>().ProducesProblems(400, 401, 413, 415, 503).RequirePermission(Permission.Public);
        auth.MapPost("/logout", LogoutAsync).WithName("Logout").WithSummary("End the session of a refresh token")
            .Produces(204).ProducesProblems(400, 413, 415, 503).RequirePermission(Permission.Public);
    }

    /// <summary>Answers with new tokens, the refresh token in the body or in the cookie.</summary>
    public static IResult Answer(HttpContext http, SignedIn tokens, bool inCookie)
    {
        AccessFeature.DoNotKeep(http.Response);
        if (inCookie)
        {
            http.Response.Cookies.Append(CookieName, tokens.RefreshToken, Options(http, tokens.RefreshEndsAt));
        }

        var response = new TokenResponse(tokens.AccessToken, "Bearer", (long)AccessTokens.Life.TotalSeconds, inCookie ? null : tokens.RefreshToken);
        return Results.Json(response, BazaarJson.Wire.TokenResponse);
    }

    /// <summary>True when the request came with the cookie.</summary>
    public static bool HasCookie(HttpContext http) => http.Request.Cookies.ContainsKey(CookieName);

    private static async Task<IResult> LoginAsync(LoginRequest request, HttpContext http, PasswordSignIn passwords, Sessions sessions, bool cookie = false)
    {
        AccessFeature.DoNotKeep(http.Response);
        var errors = new FieldErrors();
        if (string.IsNullOrEmpty(request.UserName))
        {
            errors.Add("userName", "is needed.");
        }

        if (string.IsNullOrEmpty(request.Password))
        {
            errors.Add("password", "is needed.");
        }

        if (errors.ToProblem() is { } invalid)
        {
            return invalid.ToResult();
        }

        var (user, problem) = await passwords.CheckAsync(request.UserName, request.Password, http);
        return user is null ? problem!.ToResult() : Answer(http, await sessions.BeginAsync(user, http), cookie);
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest? request, HttpContext http, Sessions sessions)
    {
        var (token, inCookie, problem) = Find(request, http);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        if (await sessions.RefreshAsync(token, http) is { } tokens)
        {
            return Answer(http, tokens, inCookie);
        }

        AccessFeature.DoNotKeep(http.Response);
        if (inCookie)
        {
            http.Response.Cookies.Delete(CookieName, Options(http, null));
        }

        return Problems.Make(401, ProblemCodes.Unauthenticated, "This session has ended. Sign in again.").ToResult();
    }

    private static async Task<IResult> LogoutAsync(RefreshRequest? request, HttpContext http, Sessions sessions)
    {
        var (token, inCookie, problem) = Find(request, http);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        await sessions.EndAsync(token, http);
        if (inCookie)
        {
            http.Response.Cookies.Delete(CookieName, Options(http, null));
        }

        return Results.NoContent();
    }

    private static (string? Token, bool InCookie, Problem? Problem) Find(RefreshRequest? request, HttpContext http)
    {
        if (request?.RefreshToken is { } given)
        {
            return (given, false, null);
        }

        return http.Request.Cookies[CookieName] is not { } cookie ? (null, false, null)
            : LoopbackAccess.IsSurelyOurPage(http.Request) ? (cookie, true, null)
            : (null, false, Problems.Make(403, ProblemCodes.CrossSite, "The cookie counts only for pages of this server. Other programs send the refresh token in the body."));
    }

    private static CookieOptions Options(HttpContext http, DateTimeOffset? expires) => new()
    {
        Path = CookiePath,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Expires = expires,

        // A proxy in front may be the one that speaks TLS.
        Secure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"] == "https",
    };
}
