using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>PATCH and DELETE /users/{userName}. Users are disabled, never deleted: their names stand in entries.</summary>
internal static class EditUser
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapPatch("/{userName}", HandleAsync).WithName(nameof(EditUser)).WithSummary("Change, disable or enable a user, or give a new password")
            .Produces<User>().ProducesProblems(400, 404, 409, 412, 413, 415, 428, 503).RequirePermission(Permission.AccessWrite);
        users.MapDelete("/{userName}", DisableAsync).WithName("DisableUser").WithSummary("Disable a user")
            .Produces(204).ProducesProblems(404, 409, 412, 428, 503).RequirePermission(Permission.AccessWrite);
    }

    private static async Task<IResult> HandleAsync(
        string userName, UserPatch patch, HttpContext http, UserStore users, PasswordSignIn passwords, AccessState state, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        if (await users.FindAsync(userName, ct) is not { } read)
        {
            return UserParsing.Fault(AccessOutcome.NotFound, userName, null)!.ToResult();
        }

        // What is checked is what is changed: the version that was read here, at the latest.
        version ??= read.Version;
        var errors = new FieldErrors();
        var wanted = Apply(patch, read, Clock.ToMicros(clock.GetUtcNow()), errors);
        if (patch.Password.IsGiven && PasswordPolicy.Fault(patch.Password.Value, read.Name) is { } fault)
        {
            errors.Add("password", fault);
        }

        if (errors.ToProblem() is { } invalid)
        {
            return invalid.ToResult();
        }

        if (patch.Password.IsGiven)
        {
            wanted = wanted with { PasswordHash = await passwords.HashAsync(patch.Password.Value!, ct) };
        }

        var (outcome, user, unknownStore) = await users.EditAsync(userName, version, _ => wanted, http.Origin(clock), ct);
        if (UserParsing.Fault(outcome, userName, unknownStore) is { } problem)
        {
            return problem.ToResult();
        }

        state.Forget();
        http.Response.SetVersion(user!.Version);
        return Results.Json(UserParsing.ToWire(user), BazaarJson.Wire.User);
    }

    private static async Task<IResult> DisableAsync(string userName, HttpContext http, UserStore users, AccessState state, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        var now = Clock.ToMicros(clock.GetUtcNow());
        var (outcome, _, _) = await users.EditAsync(userName, version, before => before with { DisabledAt = before.DisabledAt ?? now }, http.Origin(clock), ct);
        state.Forget();
        return UserParsing.Fault(outcome, userName, null)?.ToResult() ?? Results.NoContent();
    }

    private static UserRow Apply(UserPatch patch, UserRow before, long now, FieldErrors errors)
    {
        var role = patch.Role.IsGiven ? UserParsing.ReadRole(patch.Role.Value, errors) : Roles.Find(before.Role);
        var stores = patch.Stores.IsGiven ? UserParsing.ReadStores(patch.Stores.Value, errors) : before.Stores;

        // Naming stores ends the right to all; having all makes naming them idle. Someone who was an admin has neither until it is said.
        var allStores = patch.AllStores.Value ?? (patch.Stores.IsGiven && stores.Count > 0 ? false : role == Role.Admin ? true : before.Role == Role.Admin.Name() ? false : before.AllStores == 1);
        if (allStores && !patch.Stores.IsGiven)
        {
            stores = [];
        }

        allStores = UserParsing.ReadReach(role, allStores, stores, errors);
        var withheld = patch.Withheld.IsGiven ? UserParsing.ReadWithheld(patch.Withheld.Value, errors) : role == Role.Admin ? "" : before.Withheld;
        UserParsing.CheckWithheld(role, withheld, errors);
        return before with
        {
            DisplayName = patch.DisplayName.IsGiven ? errors.Optional("displayName", patch.DisplayName.Value, 200) : before.DisplayName,
            Role = role?.Name() ?? before.Role,
            AllStores = allStores ? 1 : 0,
            Stores = stores,
            Withheld = withheld,
            DisabledAt = patch.Disabled.Value switch { true => before.DisabledAt ?? now, false => null, null => before.DisabledAt },
        };
    }
}
