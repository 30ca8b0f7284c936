using System.Security.Cryptography;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Audit;

/// <summary>/audit/keys: what verifies exported heads, also those of long ago.</summary>
internal static class HeadsKeys
{
    public static void Map(RouteGroupBuilder audit)
    {
        audit.MapGet("/keys", ListAsync).WithName("ListHeadsKeys").WithSummary("The public keys that verify exported heads: the one in use, and all before it")
            .Produces<JsonWebKeySet>().RequirePermission(Permission.Public);
        audit.MapPost("/keys", RenewAsync).WithName("RenewHeadsKey").WithSummary("Make a new key to sign heads with; the one before it only verifies from then on")
            .Produces<JsonWebKey>(201).ProducesProblems(503).RequirePermission(Permission.AccessWrite);
    }

    /// <summary>Signs heads with the key in use. The first one is made when it is first needed.</summary>
    public static async Task<LedgerHeads> SignAsync(HeadsKeyStore store, TimeProvider clock, Func<Task<LedgerHeads>> read, CancellationToken ct)
    {
        // The time comes first, so that no key is retired before it signs. Then the key: making one leaves a record, which the heads then cover.
        var at = Clock.Truncate(clock.GetUtcNow());
        var row = await store.FindInUseAsync(ct) ?? await store.RenewAsync(Make(clock), onlyFirst: true, new Origin("bazaar", null, clock.GetUtcNow()), ct);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(row.PrivateKey, out _);
        return SignedHeads.Sign(await read() with { At = at }, row.Id, key);
    }

    private static async Task<IResult> ListAsync(HttpContext http, HeadsKeyStore store, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=60";
        return Results.Json(new JsonWebKeySet([.. (await store.ListAsync(ct)).Select(ToWire)]), BazaarJson.Wire.JsonWebKeySet);
    }

    private static async Task<IResult> RenewAsync(HttpContext http, HeadsKeyStore store, TimeProvider clock, CancellationToken ct) =>
        Results.Json(ToWire(await store.RenewAsync(Make(clock), onlyFirst: false, http.Origin(clock), ct)), BazaarJson.Wire.JsonWebKey, statusCode: 201);

    private static HeadsKeyRow Make(TimeProvider clock)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new HeadsKeyRow
        {
            Id = SigningKey.Thumbprint(made),
            PublicKey = made.ExportSubjectPublicKeyInfo(),
            PrivateKey = made.ExportPkcs8PrivateKey(),
            CreatedAt = Clock.ToMicros(clock.GetUtcNow()),
        };
    }

    private static JsonWebKey ToWire(HeadsKeyRow row)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(row.PublicKey, out _);
        var (x, y) = SigningKey.PointOf(key);
        return new JsonWebKey { Kid = row.Id, X = x, Y = y, CreatedAt = Clock.FromMicros(row.CreatedAt), RetiredAt = row.RetiredAt is { } at ? Clock.FromMicros(at) : null };
    }
}
