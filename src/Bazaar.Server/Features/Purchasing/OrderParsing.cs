using Bazaar.Contracts;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Purchasing;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>Turns requests into drafts of orders and receipts, naming every field that is wrong.</summary>
internal static class OrderParsing
{
    private const int MaxYearsAhead = 10;

    public static OrderDraft? Parse(PurchaseOrderRequest request, Guid fallbackId, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        CheckId(request.Id, errors);
        var draft = new OrderDraft(
            request.Id ?? fallbackId,
            errors.RequiredCode("store", request.Store),
            errors.RequiredCode("supplier", request.Supplier),
            ReadExpected(request.ExpectedAt, now, errors),
            errors.Optional("note", request.Note, 1_000),
            ReadLines(request.Lines ?? [], errors));
        problem = errors.ToProblem();
        return problem is null ? draft : null;
    }

    public static OrderEdit? Parse(PurchaseOrderPatch patch, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        var supplier = patch.Supplier.IsGiven ? errors.RequiredCode("supplier", patch.Supplier.Value) : null;
        var expectedAt = ReadExpected(patch.ExpectedAt.Value, now, errors);
        var note = errors.Optional("note", patch.Note.Value, 1_000);
        var lines = patch.Lines.IsGiven ? ReadLines(patch.Lines.Value ?? [], errors) : null;
        problem = errors.ToProblem();
        return problem is not null ? null : new OrderEdit(
            supplier, before => patch.ExpectedAt.IsGiven ? expectedAt : before, before => patch.Note.IsGiven ? note : before, lines);
    }

    public static ReceiptDraft? Parse(ReceiveOrderRequest request, Guid fallbackId, string actor, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        CheckId(request.Id, errors);
        if (request.OccurredAt > now + Posting.MaxClockSkew)
        {
            errors.Add("occurredAt", "lies in the future. Check the clock of the device.");
        }
        else if (request.OccurredAt < DateTimeOffset.UnixEpoch)
        {
            errors.Add("occurredAt", "lies before 1970.");
        }

        if (request.Lines is null or { Count: 0 or > Ordering.MaxLines })
        {
            errors.Add("lines", $"must hold 1 to {Ordering.MaxLines} lines. To close an order of which nothing more comes, cancel it.");
        }

        var receipt = new ReceiptDraft
        {
            Id = request.Id ?? fallbackId,
            Actor = actor,
            OccurredAt = request.OccurredAt is { } at ? Clock.Truncate(at) : null,
            Note = errors.Optional("note", request.Note, 1_000),
            ClosesShort = request.CloseShort ?? false,
            AllowsOver = request.AllowOver ?? false,
            Lines = [.. (request.Lines ?? []).Take(Ordering.MaxLines).Select((l, i) => ReadReceived(l, $"lines[{i}]", errors))],
        };
        problem = errors.ToProblem();
        return problem is null ? receipt : null;
    }

    private static void CheckId(Guid? id, FieldErrors errors)
    {
        if (id == Guid.Empty)
        {
            errors.Add("id", "must not be all zeros.");
        }
    }

    private static DateTimeOffset? ReadExpected(DateTimeOffset? expected, DateTimeOffset now, FieldErrors errors)
    {
        if (expected < DateTimeOffset.UnixEpoch || expected > now.AddYears(MaxYearsAhead))
        {
            errors.Add("expectedAt", $"must lie after 1970 and within {MaxYearsAhead} years.");
        }

        return expected is { } at ? Clock.Truncate(at) : null;
    }

    private static OrderLineDraft[] ReadLines(IReadOnlyList<PurchaseOrderLineRequest> lines, FieldErrors errors)
    {
        if (lines.Count > Ordering.MaxLines)
        {
            errors.Add("lines", $"holds more than {Ordering.MaxLines} lines. Write several orders.");
            return [];
        }

        return [.. lines.Select((l, i) => ReadLine(l, $"lines[{i}]", errors))];
    }

    private static OrderLineDraft ReadLine(PurchaseOrderLineRequest? line, string at, FieldErrors errors) => new(
        errors.RequiredCode($"{at}.sku", line?.Sku),
        ReadQuantity(line?.Quantity, at, errors),
        errors.Optional($"{at}.pack", line?.Pack, 50),
        errors.Scaled($"{at}.unitCost", line?.UnitCost, Exact.CostDecimals, 0, Exact.MaxCost));

    private static ReceiptDraftLine ReadReceived(ReceiveOrderLine? line, string at, FieldErrors errors)
    {
        if (line?.Line is null == line?.Sku is null)
        {
            errors.Add($"{at}.line", "give either line or sku.");
        }

        return new ReceiptDraftLine(
            line?.Line,
            line?.Sku is { } sku ? errors.RequiredCode($"{at}.sku", sku) : null,
            ReadQuantity(line?.Quantity, at, errors),
            errors.Scaled($"{at}.unitCost", line?.UnitCost, Exact.CostDecimals, 0, Exact.MaxCost),
            errors.Optional($"{at}.reason", line?.Reason, 200));
    }

    private static long ReadQuantity(decimal? quantity, string at, FieldErrors errors)
    {
        if (quantity is null)
        {
            errors.Add($"{at}.quantity", "is needed.");
        }

        return errors.Scaled($"{at}.quantity", quantity, Exact.QuantityDecimals, 1, Exact.MaxLineQuantity) ?? 0;
    }
}
