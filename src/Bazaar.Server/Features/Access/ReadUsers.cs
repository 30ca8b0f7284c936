using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>GET /users and /users/{userName}.</summary>
internal static class ReadUsers
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapGet("", ListAsync).WithName("ListUsers").WithSummary("All users by name")
            .Produces<Page<User>>().ProducesProblems(400).RequirePermission(Permission.AccessRead);
        users.MapGet("/{userName}", GetAsync).WithName("GetUser").WithSummary("One user")
            .Produces<User>().ProducesProblems(404).RequirePermission(Permission.AccessRead);
    }

    private static async Task<IResult> ListAsync(UserStore users, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        return errors.ToProblem() is { } problem
            ? problem.ToResult()
            : Results.Json(PageQuery.Cut(await users.ListAsync(after ?? "", take + 1, ct), take, u => Code.Key(u.Name), UserParsing.ToWire), BazaarJson.Wire.PageUser);
    }

    private static async Task<IResult> GetAsync(string userName, HttpContext http, UserStore users, CancellationToken ct)
    {
        if (await users.FindAsync(userName, ct) is not { } row)
        {
            return UserParsing.Fault(AccessOutcome.NotFound, userName, null)!.ToResult();
        }

        http.Response.SetVersion(row.Version);
        return Results.Json(UserParsing.ToWire(row), BazaarJson.Wire.User);
    }
}
