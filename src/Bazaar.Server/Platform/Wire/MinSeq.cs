using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Platform.Wire;

/// <summary>
/// <c>Bazaar-Min-Seq: STORE:SEQ</c> on a read: the answer is at least that new. One node reads what it wrote, so a sequence that is
/// not there yet was never given out here, and the reader is told to come back.
/// </summary>
internal static class MinSeq
{
    private const string Header = "Bazaar-Min-Seq";

    public static void HonourMinSeq(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
        context.HttpContext.Request.Headers[Header].ToString() is { Length: > 0 } header && await CheckAsync(context.HttpContext, header) is { } problem
            ? problem.ToResult()
            : await next(context));

    private static async Task<Problem?> CheckAsync(HttpContext http, string header)
    {
        var stores = http.RequestServices.GetRequiredService<StoreStore>();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var colon = part.LastIndexOf(':');
            if (colon < 1 || !long.TryParse(part[(colon + 1)..], out var seq))
            {
                return Problems.Invalid(new Dictionary<string, string[]> { [Header] = ["must be STORE:SEQ, as Bazaar-Seq gave it."] });
            }

            if (http.RefuseStores(part[..colon]) is { } refused)
            {
                return refused;
            }

            if (await stores.FindBehindAsync(part[..colon], seq, http.RequestAborted) is { } store)
            {
                return Problems.Make(503, ProblemCodes.NotCaughtUp, $"Store {store.Code} is at entry {store.Seq} here, not yet at {seq}. Try again in a moment.");
            }
        }

        return null;
    }
}
