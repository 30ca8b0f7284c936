using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Transfers;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Transfers;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Features.Transfers;

/// <summary>How requests about transfers are answered.</summary>
internal static class TransferAnswers
{
    public static IResult Answer(HttpContext http, TransferResult result)
    {
        if (result is not TransferResult.Done done)
        {
            return From(((TransferResult.Refused)result).Reason).ToResult();
        }

        http.Response.Headers["Bazaar-Seq"] = $"{done.Store}:{done.Seq}";
        if (done.Replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
            return Results.Json(ToWire(done.Transfer), BazaarJson.Wire.Transfer);
        }

        http.Response.Headers.Location = $"/api/v1/transfers/{done.Transfer.Id}";
        return Results.Json(ToWire(done.Transfer), BazaarJson.Wire.Transfer, statusCode: 201);
    }

    public static Problem NotFound(Guid id) => Problems.NotFound($"There is no transfer {id}.");

    public static Contracts.Transfer ToWire(Domain.Transfers.Transfer transfer) => new()
    {
        Id = transfer.Id,
        Number = transfer.Number,
        From = transfer.From,
        To = transfer.To,
        Status = transfer.Status.Name(),
        OccurredAt = transfer.OccurredAt,
        RecordedAt = transfer.RecordedAt,
        Actor = transfer.Actor,
        Note = transfer.Note,
        Lines = [.. transfer.Lines.Select(ToWire)],
        Steps = [.. transfer.Steps.Select(s => ToWire(transfer, s))],
    };

    private static Contracts.TransferLine ToWire(Domain.Transfers.TransferLine line) => new()
    {
        Line = line.Number,
        Sku = line.Sku,
        Sent = LedgerWire.Quantity(line.Sent),
        Pack = line.Pack,
        PackQuantity = line.PackQuantity is { } packs ? LedgerWire.Quantity(packs) : null,
        Received = LedgerWire.Quantity(line.Received),
        Lost = LedgerWire.Quantity(line.Lost),
        Returned = LedgerWire.Quantity(line.Returned),
        InTransit = LedgerWire.Quantity(line.InTransit),
        UnitCost = LedgerWire.Cost(line.UnitCost),
    };

    private static Contracts.TransferStep ToWire(Domain.Transfers.Transfer transfer, Domain.Transfers.TransferStep step) => new()
    {
        Id = step.Id,
        Type = step.Kind.Name(),
        OccurredAt = step.OccurredAt,
        RecordedAt = step.RecordedAt,
        Actor = step.Actor,
        Reason = step.Reason,
        Note = step.Note,
        Lines = [.. step.Lines.Select(l => new TransferStepLine(l.Line, transfer.Lines[l.Line - 1].Sku, LedgerWire.Quantity(l.Quantity)))],
    };

    private static Problem From(TransferRefusal refusal) => refusal switch
    {
        TransferRefusal.NotFound => Problems.NotFound("There is no such transfer."),
        TransferRefusal.IdReused r => Problems.Make(422, ProblemCodes.IdReused, $"The id {r.Id} was used before with other content. Use a new id for a new request."),
        TransferRefusal.UnknownStore r => Problems.UnknownStore(r.Store),
        TransferRefusal.StoreClosed r => Problems.Make(409, ProblemCodes.StoreClosed, $"Store {r.Store} is closed and cannot receive."),
        TransferRefusal.NotInTransit r => Problems.Make(409, ProblemCodes.NotInTransit, r.Status switch
        {
            TransferStatus.Received => "Everything of this transfer has arrived.",
            TransferStatus.Closed => "This transfer was closed short; what had not arrived by then counts as lost.",
            _ => "This transfer was cancelled; its goods went back to the store that sent them.",
        }),
        TransferRefusal.PartlyReceived => Problems.Make(409, ProblemCodes.PartlyReceived, "Something of this transfer has arrived. Receive or close the rest; send back what should go back."),
        TransferRefusal.BeforeItLeft r => Problems.Invalid(new Dictionary<string, string[]> { ["occurredAt"] = [$"lies before the goods left, at {r.SentAt:yyyy-MM-dd'T'HH:mm:ss'Z'}."] }),
        TransferRefusal.UnknownLines r => Problems.Invalid(Errors(r.Faults)),
        TransferRefusal.MoreThanInTransit r => Problems.Make(409, ProblemCodes.MoreThanInTransit, "More arrived than is on its way. Receive what is in transit; count the receiving store for the rest.") with
        {
            Errors = Errors(r.Faults),
        },
        TransferRefusal.ByLedger r => Problems.From(r.Reason),
        _ => throw new InvalidOperationException(refusal.GetType().Name),
    };

    private static Dictionary<string, string[]> Errors(IReadOnlyList<ReceiptFault> faults) => faults.ToDictionary(
        f => $"lines[{f.Index}].{(f.InTransit is not null ? "quantity" : f.Asked.Line is null ? "sku" : "line")}",
        f => new[] { f.InTransit is { } there ? $"{LedgerWire.Quantity(f.Asked.Quantity)} arrived, but only {LedgerWire.Quantity(there)} is in transit." : "is not in this transfer." });
}
