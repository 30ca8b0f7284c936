using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Audit;

/// <summary>/audit: who changed what that is not stock, and the proof that nothing was altered.</summary>
internal static class AuditFeature
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        ListAudit.Map(audit);
        VerifyLedger.Map(audit);
        HeadsKeys.Map(audit);
        audit.MapGet("/heads", HeadsAsync).WithName("ListHeads").WithSummary("The newest entry of every store and the newest audit record, signed, to be kept elsewhere")
            .Produces<LedgerHeads>().ProducesProblems(503).RequirePermission(Permission.AuditRead);
    }

    private static async Task<IResult> HeadsAsync(HttpContext http, StoreStore stores, AuditStore audit, HeadsKeyStore keys, TimeProvider clock, CancellationToken ct)
    {
        var caller = http.Caller();
        return Results.Json(await HeadsKeys.SignAsync(keys, clock, ReadAsync, ct), BazaarJson.Wire.LedgerHeads);

        async Task<LedgerHeads> ReadAsync()
        {
            var rows = (await stores.ListAsync(null, int.MaxValue, ct)).Where(s => caller.MayUse(s.Code));
            var (seq, hash) = await audit.HeadAsync(ct);
            return new LedgerHeads([.. rows.Select(s => new LedgerHead(s.Code, s.Seq, Convert.ToHexStringLower(s.Hash)))], new AuditHead(seq, Convert.ToHexStringLower(hash)));
        }
    }
}
