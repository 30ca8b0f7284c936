using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Errors;

/// <summary>Makes problem answers (RFC 9457). Every refusal of the rules gets its status and code here and nowhere else.</summary>
internal static class Problems
{
    public static Problem Make(int status, string code, string detail) => new()
    {
        Type = "urn:bazaar:problem:" + code,
        Title = TitleOf(code),
        Status = status,
        Detail = detail,
        Code = code,
    };

    public static Problem NotFound(string what) => Make(404, ProblemCodes.NotFound, what);

    public static Problem UnknownStore(string store) => NotFound($"There is no store {store}.");

    public static Problem UnknownProduct(string sku) => NotFound($"There is no product {sku}.");

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Make(400, ProblemCodes.Invalid, errors.Count == 1 ? $"{errors.First().Key}: {errors.First().Value[0]}" : $"{errors.Count} fields need attention.") with { Errors = errors };

    public static Problem TooLarge() => Make(413, ProblemCodes.TooLarge, "The body is too large. Send less at once.");

    public static Problem PreconditionRequired() =>
        Make(428, ProblemCodes.PreconditionRequired, "Send If-Match with the ETag of the version you read, so that nobody's change is lost.");

    public static Problem VersionMismatch() =>
        Make(412, ProblemCodes.VersionMismatch, "It changed since you read it. Read it again, and change that.");

    /// <summary>The answer to a refusal of the rules.</summary>
    public static Problem From(Refusal refusal) => refusal switch
    {
        Refusal.UnknownStore r => UnknownStore(r.Store),
        Refusal.IdReused r => Make(422, ProblemCodes.IdReused, $"The id {r.Id} belongs to entry {r.Seq}, which has other content. Use a new id for a new entry."),
        Refusal.InvalidLines r => FromLines(r.Faults),
        Refusal.StoreClosed r => Make(409, ProblemCodes.StoreClosed, $"Store {r.Store} is closed and takes no entries."),
        Refusal.OriginalNotFound r => NotFound($"There is no entry {r.Id} in this store."),
        Refusal.NotReversible { Kind: EntryKind.TransferIn or EntryKind.TransferOut } => Make(
            409, ProblemCodes.NotReversible, "A transfer is undone as a whole: cancel it while nothing has arrived (POST /transfers/{id}/cancel), else send the goods back with a new one."),
        Refusal.NotReversible r => Make(409, ProblemCodes.NotReversible, $"An entry of type {r.Kind.Name()} cannot be reversed."),
        Refusal.AlreadyReversed r => Make(409, ProblemCodes.AlreadyReversed, $"Entry {r.Id} was reversed before."),
        Refusal.ProductArchived r => Make(409, ProblemCodes.ProductArchived, $"Archived products cannot be received: {string.Join(", ", r.Skus)}."),
        Refusal.StockMoved r => Make(409, ProblemCodes.StockMoved, $"{r.Sku} moved with entry {r.Seq}, after the sequence you expected. Count it again."),
        Refusal.Shortage r => Make(409, ProblemCodes.InsufficientStock, string.Join(" ", r.Shortages.Take(5).Select(Describe))) with
        {
            Shortages = [.. r.Shortages.Select(s => new StockShortage(s.Sku, Exact.QuantityToDecimal(s.Requested), Exact.QuantityToDecimal(s.OnHand)))],
        },
        Refusal.OutOfRange r => Make(400, ProblemCodes.QuantityOutOfRange, r.Sku is null ? "The entry's total is too large." : $"{r.Sku}: the quantity, or what it would add up to, is too large."),
        Refusal.BatchRefused => Make(409, ProblemCodes.BatchRefused, "Another entry of this batch was refused, so none was posted."),
        _ => throw new InvalidOperationException(refusal.GetType().Name),
    };

    public static IResult ToResult(this Problem problem) => new ProblemResult(problem);

    private static string Describe(ProductShortage shortage) =>
        $"{shortage.Sku}: {Exact.QuantityToDecimal(shortage.Requested)} asked, {Exact.QuantityToDecimal(shortage.OnHand)} on hand.";

    private static Problem FromLines(IReadOnlyList<LineFault> faults)
    {
        // The worst kind names the problem; all faults are listed.
        var code = faults.Min(f => f.Kind) switch
        {
            LineFaultKind.UnknownProduct => ProblemCodes.UnknownProduct,
            LineFaultKind.NotExact => ProblemCodes.NotExact,
            LineFaultKind.OutOfRange => ProblemCodes.QuantityOutOfRange,
            _ => ProblemCodes.Invalid,
        };
        var errors = faults.GroupBy(f => $"lines[{f.Line}].{f.Field}").ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray());
        return Make(400, code, string.Join(" ", faults.Take(5).Select(f => f.Message))) with { Errors = errors };
    }

    private static string TitleOf(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');

    private sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = problem.Status;
            if (problem.Status is 503 && !response.Headers.ContainsKey("Retry-After"))
            {
                response.Headers.RetryAfter = "1";
            }

            var body = problem with { TraceId = httpContext.TraceIdentifier };
            return response.WriteAsJsonAsync(body, BazaarJson.Wire.Problem, "application/problem+json", httpContext.RequestAborted);
        }
    }
}
