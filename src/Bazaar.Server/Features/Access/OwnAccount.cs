using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>GET /auth/me and PUT /auth/password: one's own account.</summary>
internal static class OwnAccount
{
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapGet("/me", MeAsync).WithName("GetMe").WithSummary("Who one is and what one may do")
            .Produces<Me>().RequirePermission(Permission.Self);
        auth.MapPut("/password", ChangePasswordAsync).WithName("ChangePassword").WithSummary("Change one's own password; all other sessions end")
            .Produces<TokenResponse>().ProducesProblems(400, 413, 415, 429, 503).RequirePermission(Permission.Self);
    }

    private static async Task<IResult> MeAsync(HttpContext http, AccessState state, CancellationToken ct)
    {
        var caller = http.Caller();
        var user = caller.Proof is Proof.User proof ? await state.FindUserAsync(proof.UserId, ct) : null;
        var key = caller.Proof is Proof.ApiKey given ? (await state.FindKeyAsync(given.Prefix, ct))?.Row : null;
        return Results.Json(
            new Me
            {
                Name = caller.Name,
                Kind = user is not null ? "user" : key is not null ? "key" : "owner",
                DisplayName = user?.DisplayName,
                Role = user?.Role,
                Scopes = [.. Rights.Table.Where(r => caller.May(r.Permission)).Select(r => r.Scope)],
                AllStores = caller.Stores is null,
                Stores = user?.Stores ?? key?.Stores ?? [],
            },
            BazaarJson.Wire.Me);
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordRequest request, HttpContext http, PasswordSignIn passwords, UserStore users, AccessState state, Sessions sessions, TimeProvider clock)
    {
        if (http.Caller().Proof is not Proof.User)
        {
            return Problems.Make(403, ProblemCodes.Forbidden, $"{http.Actor()} has no password: only users have one.").ToResult();
        }

        var name = http.Actor();
        var errors = new FieldErrors();
        if (string.IsNullOrEmpty(request.CurrentPassword))
        {
            errors.Add("currentPassword", "is needed.");
        }

        if (PasswordPolicy.Fault(request.NewPassword, name) is { } fault)
        {
            errors.Add("newPassword", fault);
        }

        if (errors.ToProblem() is { } invalid)
        {
            return invalid.ToResult();
        }

        // A session that someone left open must not be enough to take the account over.
        var (user, problem) = await passwords.CheckAsync(name, request.CurrentPassword, http);
        if (user is null)
        {
            return (problem!.Status == 401 ? Problems.Invalid(new Dictionary<string, string[]> { ["currentPassword"] = ["is wrong."] }) : problem).ToResult();
        }

        var hash = await passwords.HashAsync(request.NewPassword!, http.RequestAborted);
        var (_, changed, _) = await users.EditAsync(name, null, before => before with { PasswordHash = hash }, http.Origin(clock), http.RequestAborted);
        state.Forget();
        return SignIn.Answer(http, await sessions.BeginAsync(changed!, http), SignIn.HasCookie(http));
    }
}
