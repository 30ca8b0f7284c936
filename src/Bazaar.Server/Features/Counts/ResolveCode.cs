using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>POST /counts/{id}/codes: says what a code is that no product has, or that it does not matter.</summary>
internal static class ResolveCode
{
    public static void Map(RouteGroupBuilder counts) => counts
        .MapPost("/{id:guid}/codes", HandleAsync)
        .WithName(nameof(ResolveCode))
        .WithSummary("Assign a code to a product, or drop it")
        .Produces<CountSession>()
        .ProducesProblems(400, 404, 409, 413, 415, 503)
        .RequirePermission(Permission.CountsWrite);

    private static async Task<IResult> HandleAsync(Guid id, CountCodeRequest request, HttpContext http, CountStore counts, ScanStore scans, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = errors.Required("code", request.Code, 64);
        var sku = errors.Optional("sku", request.Sku, Code.MaxLength);
        var reason = errors.Optional("reason", request.Reason, 200);
        if (sku is null == reason is null)
        {
            errors.Add("sku", "give either the sku that the code stands for, or the reason why it is dropped.");
        }

        if ((errors.ToProblem() ?? (await CountAnswers.FindAsync(http, counts, id, ct)).Problem) is { } problem)
        {
            return problem.ToResult();
        }

        var (overview, refusal) = await scans.ResolveAsync(id, new CodeResolution(code, sku, reason), http.Origin(clock), ct);
        return refusal is null ? Results.Json(CountAnswers.ToSession(overview!), BazaarJson.Wire.CountSession) : CountAnswers.From(refusal).ToResult();
    }
}
