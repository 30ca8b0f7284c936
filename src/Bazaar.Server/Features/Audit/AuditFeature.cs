using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Audit;

/// <summary>/audit: the ledger proves itself.</summary>
internal static class AuditFeature
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("/verify", VerifyAsync).WithName("VerifyLedger").WithSummary("Recompute every chain, balance and total, and name what is wrong")
            .Produces<LedgerProof>().ProducesProblems(404).RequirePermission(Permission.AuditRead);
        audit.MapGet("/heads", HeadsAsync).WithName("ListHeads").WithSummary("The newest entry of every store, to be kept elsewhere")
            .Produces<Page<LedgerHead>>().RequirePermission(Permission.AuditRead);
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, IDatabase database, StoreStore stores, CancellationToken ct, string? store = null)
    {
        if (store is not null && http.RefuseStores(store) is { } refused)
        {
            return refused.ToResult();
        }

        if (store is not null && await stores.FindAsync(store, ct) is null)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var (proved, findings) = await CheckAsync(http.Caller(), database, store, ct);
        return Results.Json(
            new LedgerProof(
                findings.Count == 0,
                [.. proved.Select(s => new StoreProof(s.Store, s.Entries, s.Lines, s.Seq, Convert.ToHexStringLower(s.Hash)))],
                [.. findings.Select(f => new LedgerFinding(f.Store, f.Kind, f.Seq, f.Sku, f.Message))]),
            BazaarJson.Wire.LedgerProof);
    }

    /// <summary>All stores, or those that the caller has the right to.</summary>
    private static async Task<(IReadOnlyList<CheckedStore> Stores, IReadOnlyList<Finding> Findings)> CheckAsync(Caller caller, IDatabase database, string? store, CancellationToken ct)
    {
        if (store is not null || caller.Stores is null)
        {
            return await LedgerCheck.RunAsync(database, store, ct);
        }

        var (proved, findings) = (new List<CheckedStore>(), new List<Finding>());
        foreach (var own in caller.Stores.Order(StringComparer.Ordinal))
        {
            var (one, wrong) = await LedgerCheck.RunAsync(database, own, ct);
            proved.AddRange(one);
            findings.AddRange(wrong);
        }

        return (proved, findings);
    }

    private static async Task<IResult> HeadsAsync(HttpContext http, StoreStore stores, CancellationToken ct)
    {
        var rows = await stores.ListAsync(null, int.MaxValue, ct, http.Caller().Stores);
        return Results.Json(new Page<LedgerHead>([.. rows.Select(s => new LedgerHead(s.Code, s.Seq, Convert.ToHexStringLower(s.Hash)))], null), BazaarJson.Wire.PageLedgerHead);
    }
}
