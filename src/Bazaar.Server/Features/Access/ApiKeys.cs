using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>/api-keys: what devices come in with. A key is never changed; a device that needs other rights gets another key.</summary>
internal static class ApiKeys
{
    public static void Map(RouteGroupBuilder keys)
    {
        keys.MapGet("", ListAsync).WithName("ListApiKeys").WithSummary("All API keys, newest first, without their secrets")
            .Produces<Page<ApiKey>>().ProducesProblems(400).RequirePermission(Permission.AccessRead);
        keys.MapPost("", AddAsync).WithName("AddApiKey").WithSummary("Make an API key; the answer is the only time it is shown")
            .Produces<ApiKey>(201).ProducesProblems(400, 409, 413, 415, 503).RequirePermission(Permission.AccessWrite);
        keys.MapDelete("/{prefix}", RevokeAsync).WithName("RevokeApiKey").WithSummary("Revoke an API key")
            .Produces(204).ProducesProblems(404, 503).RequirePermission(Permission.AccessWrite);
    }

    private static async Task<IResult> ListAsync(ApiKeyStore keys, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        var before = long.MaxValue;
        if (after is not null && !long.TryParse(after, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        return errors.ToProblem() is { } problem
            ? problem.ToResult()
            : Results.Json(PageQuery.Cut(await keys.ListAsync(before, take + 1, ct), take, k => k.Id.ToString(), k => ToWire(k)), BazaarJson.Wire.PageApiKey);
    }

    private static async Task<IResult> AddAsync(ApiKeyRequest request, HttpContext http, ApiKeyStore keys, AccessState state, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var errors = new FieldErrors();
        var name = UserParsing.ReadName("name", request.Name, errors);
        var stores = UserParsing.ReadStores(request.Stores, errors);
        var allStores = UserParsing.ReadReach(null, request.AllStores, stores, errors);
        if (!allStores && stores.Length == 0)
        {
            errors.Add("stores", "is needed: in which stores may it be used? allStores: true means every one.");
        }

        var scopes = ReadScopes(request, allStores, errors);
        if (request.ExpiresAt <= now)
        {
            errors.Add("expiresAt", "has passed.");
        }

        if (errors.ToProblem() is { } invalid)
        {
            return invalid.ToResult();
        }

        var (key, prefix, hash) = Secrets.NewKey();
        var row = new ApiKeyRow
        {
            Name = name,
            Prefix = prefix,
            SecretHash = hash,
            Scopes = string.Join(' ', scopes),
            AllStores = allStores ? 1 : 0,
            Stores = stores,
            CreatedAt = Clock.ToMicros(now),
            CreatedBy = http.Actor(),
            ExpiresAt = request.ExpiresAt is { } ends ? Clock.ToMicros(ends) : null,
        };
        var (outcome, unknownStore) = await keys.AddAsync(row, http.Origin(clock), ct);
        if (UserParsing.Fault(outcome, name, unknownStore) is { } problem)
        {
            return problem.ToResult();
        }

        state.Forget();
        AccessFeature.DoNotKeep(http.Response);
        return Results.Json(ToWire(row) with { Key = key }, BazaarJson.Wire.ApiKey, statusCode: 201);
    }

    private static async Task<IResult> RevokeAsync(string prefix, HttpContext http, ApiKeyStore keys, AccessState state, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await keys.RevokeAsync(prefix, http.Origin(clock), ct);
        state.Forget();
        return outcome == AccessOutcome.NotFound ? Problems.NotFound($"There is no API key {prefix}.").ToResult() : Results.NoContent();
    }

    private static IReadOnlyList<string> ReadScopes(ApiKeyRequest request, bool allStores, FieldErrors errors)
    {
        if (request.Role is null == request.Scopes is not { Count: > 0 })
        {
            errors.Add("scopes", $"give either a role or scopes. The scopes are {string.Join(", ", Rights.Table.Where(r => Rights.MayBeGivenToKey(r.Permission)).Select(r => r.Scope))}.");
            return [];
        }

        if (request.Role is not null)
        {
            return UserParsing.ReadRole(request.Role, errors) is not { } role ? []
                : [.. Rights.ScopesOf(role).Where(s => Rights.Find(s) is { } p && Rights.MayBeGivenToKey(p) && (allStores || !Rights.NeedsEveryStore(p)))];
        }

        foreach (var scope in request.Scopes!)
        {
            if (Rights.Find(scope) is not { } permission)
            {
                errors.Add("scopes", $"{scope} is no scope.");
            }
            else if (!Rights.MayBeGivenToKey(permission))
            {
                errors.Add("scopes", $"{scope} is for people only: a stolen key must not make more keys.");
            }
            else if (!allStores && Rights.NeedsEveryStore(permission))
            {
                errors.Add("scopes", $"{scope} touches every store: it needs allStores.");
            }
        }

        return [.. request.Scopes.Distinct()];
    }

    private static ApiKey ToWire(ApiKeyRow row) => new()
    {
        Prefix = row.Prefix,
        Name = row.Name,
        Scopes = row.ScopeNames,
        AllStores = row.AllStores == 1,
        Stores = row.Stores,
        CreatedAt = Clock.FromMicros(row.CreatedAt),
        CreatedBy = row.CreatedBy,
        ExpiresAt = row.ExpiresAt is { } ends ? Clock.FromMicros(ends) : null,
        RevokedAt = row.RevokedAt is { } revoked ? Clock.FromMicros(revoked) : null,
    };
}
