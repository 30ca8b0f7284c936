using Bazaar.Contracts;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Errors;

namespace Bazaar.Server.Features.Stock;

/// <summary>Turns requests into drafts, naming every field that is wrong.</summary>
internal static class MovementParsing
{
    /// <summary>The most lines of one entry.</summary>
    public const int MaxLines = 5_000;

    private static readonly string Types = string.Join(", ", EntryKinds.Postable.Select(k => k.Name()));

    /// <summary>Reads a movement.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="store">The store's code.</param>
    /// <param name="actor">Who sent it.</param>
    /// <param name="id">The request's own id, or one made for it: making one costs a system call.</param>
    /// <param name="now">The time.</param>
    /// <param name="problem">Everything that is wrong, when the answer is null.</param>
    public static Draft? Parse(MovementRequest request, string store, string actor, Guid id, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        if (!EntryKinds.TryParse(request.Type, out var kind) || !EntryKinds.Postable.Contains(kind))
        {
            errors.Add("type", $"must be one of {Types}.");
        }

        CheckHeader(request, kind, now, errors);
        var lines = ParseLines(request.Lines, kind, errors);
        problem = errors.ToProblem();
        if (problem is not null)
        {
            return null;
        }

        var draft = new Draft
        {
            Id = id,
            Store = store,
            Kind = kind,
            OccurredAt = request.OccurredAt is { } at ? Clock.Truncate(at) : null,
            Actor = actor,
            Reference = Blank(request.Reference),
            Reason = Blank(request.Reason),
            Note = Blank(request.Note),
            Supplier = Blank(request.Supplier),
            AcceptShortage = request.OnShortage == "accept",
            ExpectedSeq = request.ExpectedSeq,
            Lines = lines,
        };
        return draft with { Fingerprint = Fingerprint.Of(draft) };
    }

    /// <summary>Reads a reversal.</summary>
    public static Draft? Parse(ReversalRequest? request, Guid original, string store, string actor, Guid fallbackId, out Problem? problem)
    {
        var errors = new FieldErrors();
        CheckShortage(request?.OnShortage, errors);
        var draft = new Draft
        {
            Id = request?.Id ?? fallbackId,
            Store = store,
            Kind = EntryKind.Reversal,
            Actor = actor,
            Reason = errors.Optional("reason", request?.Reason, 200),
            AcceptShortage = request?.OnShortage == "accept",
            ReversalOf = original,
        };
        problem = errors.ToProblem();
        return problem is null ? draft with { Fingerprint = Fingerprint.Of(draft) } : null;
    }

    private static void CheckHeader(MovementRequest request, EntryKind kind, DateTimeOffset now, FieldErrors errors)
    {
        if (request.Id == Guid.Empty)
        {
            errors.Add("id", "must not be all zeros.");
        }

        errors.Optional("reference", request.Reference, 200);
        errors.Optional("note", request.Note, 1_000);
        errors.Optional("supplier", request.Supplier, Code.MaxLength);
        if (request.OccurredAt > now + Posting.MaxClockSkew)
        {
            errors.Add("occurredAt", "lies in the future. Check the clock of the device.");
        }
        else if (request.OccurredAt < DateTimeOffset.UnixEpoch)
        {
            errors.Add("occurredAt", "lies before 1970.");
        }

        if (kind == EntryKind.Removal && !RemovalReasons.All.Contains(request.Reason))
        {
            errors.Add("reason", $"must say why: {string.Join(", ", RemovalReasons.All)}.");
        }
        else if (kind != EntryKind.Removal)
        {
            errors.Optional("reason", request.Reason, 200);
        }

        CheckShortage(request.OnShortage, errors);
        if (request.ExpectedSeq is { } seq && (kind != EntryKind.Count || seq < 0))
        {
            errors.Add("expectedSeq", "belongs to a count, and is 0 or more.");
        }
    }

    private static void CheckShortage(string? onShortage, FieldErrors errors)
    {
        if (onShortage is not (null or "refuse" or "accept"))
        {
            errors.Add("onShortage", "must be refuse or accept.");
        }
    }

    private static DraftLine[] ParseLines(IReadOnlyList<MovementLineRequest>? lines, EntryKind kind, FieldErrors errors)
    {
        if (lines is null or { Count: 0 or > MaxLines })
        {
            errors.Add("lines", $"must hold 1 to {MaxLines} lines.");
            return [];
        }

        var parsed = new DraftLine[lines.Count];
        for (var i = 0; i < parsed.Length; i++)
        {
            if (lines[i] is { } line)
            {
                parsed[i] = ParseLine(line, kind, $"lines[{i}].", errors);
            }
            else
            {
                errors.Add($"lines[{i}]", "is empty.");
            }
        }

        return parsed;
    }

    private static DraftLine ParseLine(MovementLineRequest line, EntryKind kind, string at, FieldErrors errors)
    {
        if (line.Sku is null == line.Barcode is null)
        {
            errors.Add(at + "sku", "give either sku or barcode.");
        }

        errors.Optional(at + "sku", line.Sku, Code.MaxLength);
        errors.Optional(at + "barcode", line.Barcode, 64);
        errors.Optional(at + "pack", line.Pack, 50);
        if (line.UnitPrice is not null && !kind.HasPrice())
        {
            errors.Add(at + "unitPrice", "belongs to sales and customer returns.");
        }

        if (line.UnitCost is not null && !kind.HasCost())
        {
            errors.Add(at + "unitCost", "belongs to stockIn and opening.");
        }

        return new DraftLine
        {
            Sku = line.Sku,
            Barcode = line.Barcode,
            Quantity = ParseQuantity(line, kind, at, errors),
            Counted = kind == EntryKind.Count ? errors.Scaled(at + "counted", line.Counted, Exact.QuantityDecimals, 0, Exact.MaxLineQuantity) : null,
            Pack = Blank(line.Pack),
            Price = errors.Scaled(at + "unitPrice", line.UnitPrice, Exact.MoneyDecimals, 0, Exact.MaxPrice),
            Cost = errors.Scaled(at + "unitCost", line.UnitCost, Exact.CostDecimals, 0, Exact.MaxCost),
        };
    }

    private static long? ParseQuantity(MovementLineRequest line, EntryKind kind, string at, FieldErrors errors)
    {
        if (kind == EntryKind.Count)
        {
            if (line.Counted is null)
            {
                errors.Add(at + "counted", "is needed: how many are there?");
            }

            if (line.Quantity is not null)
            {
                errors.Add(at + "quantity", "does not belong to a count; use counted.");
            }

            return null;
        }

        if (line.Counted is not null)
        {
            errors.Add(at + "counted", "belongs to a count; use quantity.");
        }

        // A scale label can carry the quantity, so a barcode may come without one; the rules ask again when it does not.
        if (line.Quantity is null && line.Barcode is null)
        {
            errors.Add(at + "quantity", "is needed.");
        }

        var least = kind == EntryKind.Adjustment ? -Exact.MaxLineQuantity : 1;
        var quantity = errors.Scaled(at + "quantity", line.Quantity, Exact.QuantityDecimals, least, Exact.MaxLineQuantity);
        if (quantity == 0 && kind == EntryKind.Adjustment)
        {
            errors.Add(at + "quantity", "must not be 0.");
        }

        return quantity;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
