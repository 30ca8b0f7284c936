using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Storage;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Audit;

/// <summary>GET /audit/verify: recomputes every chain, balance and total, and the audit trail.</summary>
internal static class VerifyLedger
{
    public static void Map(RouteGroupBuilder audit) => audit
        .MapGet("/verify", HandleAsync)
        .WithName(nameof(VerifyLedger))
        .WithSummary("Recompute every chain, balance and total, and name what is wrong")
        .Produces<LedgerProof>()
        .ProducesProblems(404)
        .RequirePermission(Permission.AuditRead)
        .WithBudget(Budget.Reports);

    private static async Task<IResult> HandleAsync(HttpContext http, IDatabase database, StoreStore stores, CancellationToken ct, string? store = null)
    {
        if (store is null && http.Caller().Stores is not null)
        {
            return Problems.Make(403, ProblemCodes.Forbidden, "You have a right to some stores only: name one of them with store.").ToResult();
        }

        if (store is not null && http.RefuseStores(store) is { } refused)
        {
            return refused.ToResult();
        }

        if (store is not null && await stores.FindAsync(store, ct) is null)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var (proved, findings, audit) = await LedgerCheck.RunAsync(database, store, ct);
        return Results.Json(
            new LedgerProof(
                findings.Count == 0,
                [.. proved.Select(s => new StoreProof(s.Store, s.Entries, s.Lines, s.Seq, Convert.ToHexStringLower(s.Hash)))],
                [.. findings.Select(f => new LedgerFinding(f.Store, f.Kind, f.Seq, f.Sku, f.Message))])
            {
                Audit = audit is null ? null : new AuditProof(audit.Records, audit.Seq, Convert.ToHexStringLower(audit.Hash)),
            },
            BazaarJson.Wire.LedgerProof);
    }
}
