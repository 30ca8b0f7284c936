using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>GET /counts/{id}/variances: what was counted beside the book, the dearest difference first.</summary>
internal static class ReadVariances
{
    private static readonly string[] Shows = ["all", "different", "counted-different", "missing"];

    private static readonly TableColumn<CountVariance>[] Columns =
    [
        new("SKU", r => r.Sku), new("Name", r => r.Name), new("Unit", r => r.Unit), new("Book", r => r.Book), new("Counted", r => r.Counted), new("Variance", r => r.Variance),
        new("Unit cost", r => r.UnitCost), new("Value", r => r.Value), new("Missing", r => r.Missing ? "missing" : null), new("Moved meanwhile", r => r.MovedMeanwhile),
    ];

    public static void Map(RouteGroupBuilder counts)
    {
        counts.MapGet("/{id:guid}/variances", HandleAsync).WithName(nameof(ReadVariances)).WithSummary("What was counted beside the book, the dearest difference first")
            .WithMetadata(new SpeaksTables()).Produces<Page<CountVariance>>().ProducesProblems(400, 404).RequirePermission(Permission.CountsRead);
        counts.MapGet("/{id:guid}/totals", AddUpAsync).WithName("GetCountTotals").WithSummary("A count beside the book, added up")
            .Produces<CountTotals>().ProducesProblems(404).RequirePermission(Permission.CountsRead);
    }

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext http, CountStore counts, CountPosting posting, CancellationToken ct, string? show = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        var format = TableAnswer.Format(http, errors);
        if (show is not null && !Shows.Contains(show))
        {
            errors.Add("show", $"must be one of {string.Join(", ", Shows)}.");
        }

        var parts = after?.Split(' ', 2);
        decimal magnitude = 0;
        if (parts is not null && (parts.Length != 2 || !decimal.TryParse(parts[0], out magnitude)))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (row, refusal) = await CountAnswers.FindAsync(http, counts, id, ct);
        if ((refusal ?? RefuseBlind(http.Caller(), row!)) is { } refused)
        {
            return refused.ToResult();
        }

        var rows = (await posting.ReadVariancesAsync(row!, ct)).Where(r => IsShown(r.Line, show)).Select(ToWire)
            .OrderByDescending(r => Math.Abs(r.Value)).ThenBy(r => r.Sku, StringComparer.OrdinalIgnoreCase);
        if (format is { } table)
        {
            return await TableAnswer.WriteAsync(http, table, $"count-{row!.Number}", Columns, rows.ToAsyncEnumerable());
        }

        var rest = parts is null
            ? rows
            : rows.Where(r => Math.Abs(r.Value) < magnitude || (Math.Abs(r.Value) == magnitude && StringComparer.OrdinalIgnoreCase.Compare(r.Sku, parts[1]) > 0));
        return Results.Json(PageQuery.Cut([.. rest.Take(take + 1)], take, r => FormattableString.Invariant($"{Math.Abs(r.Value)} {r.Sku}"), r => r), BazaarJson.Wire.PageCountVariance);
    }

    private static async Task<IResult> AddUpAsync(Guid id, HttpContext http, CountStore counts, CountPosting posting, CancellationToken ct)
    {
        var (row, refusal) = await CountAnswers.FindAsync(http, counts, id, ct);
        if ((refusal ?? RefuseBlind(http.Caller(), row!)) is { } refused)
        {
            return refused.ToResult();
        }

        var rows = (await posting.ReadVariancesAsync(row!, ct)).Select(ToWire).ToLookup(r => r.Missing);
        return Results.Json(
            new CountTotals
            {
                Counted = rows[false].Count(),
                Right = rows[false].Count(r => r.Variance == 0),
                Surplus = rows[false].Sum(r => Math.Max(r.Value, 0)),
                Shortfall = rows[false].Sum(r => Math.Min(r.Value, 0)),
                Missing = rows[true].Count(),
                MissingValue = rows[true].Sum(r => r.Value),
            },
            BazaarJson.Wire.CountTotals);
    }

    /// <summary>Who counts blind must not see what to find. Once it is posted, it is no secret any more.</summary>
    internal static Problem? RefuseBlind(Caller caller, CountRow count) =>
        count is { Blind: true, Status: CountNames.Open } && !caller.May(Permission.CountsWrite)
            ? Problems.Make(403, ProblemCodes.Forbidden, "This count is blind: who counts does not see the book. Ask whoever opened it to review it.")
            : null;

    private static bool IsShown(SheetLine line, string? show) => show switch
    {
        "different" => line.Variance != 0,
        "counted-different" => line.Variance != 0 && !line.IsMissing,
        "missing" => line.IsMissing,
        _ => true,
    };

    private static CountVariance ToWire(VarianceRow row) => new()
    {
        Sku = row.Sku,
        Name = row.Name,
        Unit = row.Unit,
        Counted = row.Line.Scanned is { } scanned ? LedgerWire.Quantity(scanned) : null,
        Book = LedgerWire.Quantity((row.Line.Scanned ?? row.Line.Counted) - row.Line.Variance),
        Variance = LedgerWire.Quantity(row.Line.Variance),
        UnitCost = LedgerWire.Cost(row.UnitCost),
        Value = (decimal)Exact.AmountAtCost(row.Line.Variance, row.UnitCost) * 0.01m,
        Missing = row.Line.IsMissing,
        LastScanAt = row.Line.LastAt,
        MovedMeanwhile = LedgerWire.Quantity(row.Line.MovedMeanwhile),
        Counters = [.. row.Counters.Select(c => new CounterQuantity(c.Counter, LedgerWire.Quantity(c.Quantity)))],
    };
}
