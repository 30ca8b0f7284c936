using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>POST /users. The first one is an admin, and from then on everybody signs in.</summary>
internal static class AddUser
{
    public static void Map(RouteGroupBuilder users) => users.MapPost("", HandleAsync).WithName(nameof(AddUser)).WithSummary("Add a user")
        .Produces<User>(201).ProducesProblems(400, 409, 413, 415, 503).RequirePermission(Permission.AccessWrite);

    private static async Task<IResult> HandleAsync(UserRequest request, HttpContext http, UserStore users, PasswordSignIn passwords, AccessState state, TimeProvider clock)
    {
        var errors = new FieldErrors();
        var name = UserParsing.ReadName("userName", request.UserName, errors);
        var role = UserParsing.ReadRole(request.Role, errors);
        var stores = UserParsing.ReadStores(request.Stores, errors);
        var withheld = UserParsing.ReadWithheld(request.Withheld, errors);
        UserParsing.CheckWithheld(role, withheld, errors);
        var displayName = errors.Optional("displayName", request.DisplayName, 200);

        // Who reads everything reads it everywhere, unless stores are named.
        var allStores = UserParsing.ReadReach(role, request.AllStores ?? (role == Role.Auditor && stores.Length == 0 ? true : null), stores, errors);
        if (!allStores && request.Stores is null && request.AllStores is null && role is not null)
        {
            errors.Add("stores", "is needed: which stores are theirs? allStores: true means every one.");
        }

        if (PasswordPolicy.Fault(request.Password, name) is { } fault)
        {
            errors.Add("password", fault);
        }

        if (errors.ToProblem() is { } invalid)
        {
            return invalid.ToResult();
        }

        var row = new UserRow
        {
            Name = name,
            DisplayName = displayName,
            Role = role!.Value.Name(),
            AllStores = allStores ? 1 : 0,
            Stores = stores,
            Withheld = withheld,
            PasswordHash = await passwords.HashAsync(request.Password!, http.RequestAborted),
        };
        var (outcome, user, unknownStore) = await users.AddAsync(row, http.Origin(clock), http.RequestAborted);
        if (outcome == AccessOutcome.LastAdministrator)
        {
            return Problems.Make(409, ProblemCodes.LastAdministrator, "The first user must be an admin: from then on everybody signs in, and someone must be able to add the others.").ToResult();
        }

        if (UserParsing.Fault(outcome, name, unknownStore) is { } problem)
        {
            return problem.ToResult();
        }

        state.Forget();
        http.Response.SetVersion(user!.Version);
        http.Response.Headers.Location = $"/api/v1/users/{user.Name}";
        return Results.Json(UserParsing.ToWire(user), BazaarJson.Wire.User, statusCode: 201);
    }
}
