using Bazaar.Contracts;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Transfers;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Transfers;

namespace Bazaar.Server.Features.Transfers;

/// <summary>Turns requests into drafts, naming every field that is wrong.</summary>
internal static class TransferParsing
{
    /// <summary>The most lines of one transfer or receipt.</summary>
    public const int MaxLines = 5_000;

    private const int MaxNote = 1_000;

    /// <summary>Reads a transfer.</summary>
    public static TransferDraft? Parse(TransferRequest request, string actor, Guid fallbackId, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        var draft = new TransferDraft
        {
            Id = Id(request.Id, fallbackId, errors),
            From = errors.RequiredCode("from", request.From),
            To = errors.RequiredCode("to", request.To),
            OccurredAt = Time(request.OccurredAt, now, errors),
            Actor = actor,
            Note = errors.Optional("note", request.Note, MaxNote),
            Lines = Lines(request.Lines, errors, (line, at) => Line(line, at, errors)),
        };
        if (draft.From.Length > 0 && Code.Key(draft.From) == Code.Key(draft.To))
        {
            errors.Add("to", "is the store that sends. Name another one.");
        }

        problem = errors.ToProblem();
        return problem is null ? draft : null;
    }

    /// <summary>Reads a receipt; no body at all means that everything arrived.</summary>
    public static StepDraft? Parse(TransferReceiptRequest? request, Guid transfer, string actor, Guid fallbackId, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        var draft = Step(TransferStepKind.Receipt, transfer, request?.Id, request?.Note, actor, fallbackId, errors) with
        {
            OccurredAt = Time(request?.OccurredAt, now, errors),
            Lines = request?.Lines is { } lines ? Lines(lines, errors, (line, at) => Line(line, at, errors)) : null,
        };
        problem = errors.ToProblem();
        return problem is null ? draft : null;
    }

    /// <summary>Reads a closing.</summary>
    public static StepDraft? Parse(TransferCloseRequest request, Guid transfer, string actor, Guid fallbackId, out Problem? problem)
    {
        var errors = new FieldErrors();
        if (!TransferNames.LossReasons.Contains(request.Reason))
        {
            errors.Add("reason", $"must say why it never arrived: {string.Join(", ", TransferNames.LossReasons)}.");
        }

        var draft = Step(TransferStepKind.Close, transfer, request.Id, request.Note, actor, fallbackId, errors) with { Reason = request.Reason };
        problem = errors.ToProblem();
        return problem is null ? draft : null;
    }

    /// <summary>Reads a cancellation.</summary>
    public static StepDraft? Parse(TransferCancelRequest? request, Guid transfer, string actor, Guid fallbackId, out Problem? problem)
    {
        var errors = new FieldErrors();
        var draft = Step(TransferStepKind.Cancel, transfer, request?.Id, request?.Note, actor, fallbackId, errors);
        problem = errors.ToProblem();
        return problem is null ? draft : null;
    }

    private static StepDraft Step(TransferStepKind kind, Guid transfer, Guid? id, string? note, string actor, Guid fallbackId, FieldErrors errors) => new()
    {
        Id = Id(id, fallbackId, errors),
        Transfer = transfer,
        Kind = kind,
        Actor = actor,
        Note = errors.Optional("note", note, MaxNote),
    };

    private static Guid Id(Guid? id, Guid fallback, FieldErrors errors)
    {
        if (id == Guid.Empty)
        {
            errors.Add("id", "must not be all zeros.");
        }

        return id ?? fallback;
    }

    private static DateTimeOffset? Time(DateTimeOffset? at, DateTimeOffset now, FieldErrors errors)
    {
        if (at > now + Posting.MaxClockSkew)
        {
            errors.Add("occurredAt", "lies in the future. Check the clock of the device.");
        }
        else if (at < DateTimeOffset.UnixEpoch)
        {
            errors.Add("occurredAt", "lies before 1970.");
        }

        return at is { } time ? Clock.Truncate(time) : null;
    }

    private static IReadOnlyList<TOut> Lines<TIn, TOut>(IReadOnlyList<TIn>? lines, FieldErrors errors, Func<TIn, string, TOut> parse)
    {
        if (lines is null or { Count: 0 or > MaxLines })
        {
            errors.Add("lines", $"must hold 1 to {MaxLines} lines.");
            return [];
        }

        var parsed = new List<TOut>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is { } line)
            {
                parsed.Add(parse(line, $"lines[{i}]."));
            }
            else
            {
                errors.Add($"lines[{i}]", "is empty.");
            }
        }

        return parsed;
    }

    private static DraftLine Line(TransferLineRequest line, string at, FieldErrors errors)
    {
        if (line.Sku is null == line.Barcode is null)
        {
            errors.Add(at + "sku", "give either sku or barcode.");
        }

        return new DraftLine
        {
            Sku = errors.Optional(at + "sku", line.Sku, Code.MaxLength),
            Barcode = errors.Optional(at + "barcode", line.Barcode, 64),
            Quantity = Quantity(line.Quantity, line.Barcode, at, errors),
            Pack = errors.Optional(at + "pack", line.Pack, 50),
        };
    }

    private static AskedLine Line(TransferReceiptLine line, string at, FieldErrors errors)
    {
        if ((line.Line is null ? 0 : 1) + (line.Sku is null ? 0 : 1) + (line.Barcode is null ? 0 : 1) != 1)
        {
            errors.Add(at + "line", "give one of line, sku and barcode.");
        }

        if (line.Line < 1)
        {
            errors.Add(at + "line", "must be 1 or more.");
        }

        return new AskedLine
        {
            Line = line.Line,
            Sku = errors.Optional(at + "sku", line.Sku, Code.MaxLength),
            Barcode = errors.Optional(at + "barcode", line.Barcode, 64),
            Quantity = Quantity(line.Quantity, line.Barcode, at, errors),
            Pack = errors.Optional(at + "pack", line.Pack, 50),
        };
    }

    private static long? Quantity(decimal? quantity, string? barcode, string at, FieldErrors errors)
    {
        // A scale label can carry the quantity; the rules ask again when it does not.
        if (quantity is null && barcode is null)
        {
            errors.Add(at + "quantity", "is needed.");
        }

        return errors.Scaled(at + "quantity", quantity, Exact.QuantityDecimals, 1, Exact.MaxLineQuantity);
    }
}
