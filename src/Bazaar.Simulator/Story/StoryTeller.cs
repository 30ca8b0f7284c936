using System.Collections.Concurrent;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Simulator.Story;

/// <summary>Carries a plan out over the API, at the times at which it is done: what came is in the book now, not in the past. What stands already is left as it is.</summary>
internal sealed class StoryTeller(BazaarClient client, CancellationToken ct)
{
    private const int SuppliersAtOnce = 4;
    private const string Draft = "draft";
    private const string Ordered = "ordered";
    private const string PartlyReceived = "partly-received";
    private const string InTransit = "in-transit";
    private const string Open = "open";

    private readonly ConcurrentQueue<Problem> _refused = new();

    /// <summary>What the server would not take.</summary>
    public IReadOnlyCollection<Problem> Refused => _refused;

    /// <summary>Does all of it, the open count last.</summary>
    /// <param name="plan">The plan.</param>
    public async Task TellAsync(StoryPlan plan)
    {
        // Most of the requests, and none waits for another.
        await Parallel.ForEachAsync(plan.Suppliers, new ParallelOptions { MaxDegreeOfParallelism = SuppliersAtOnce, CancellationToken = ct }, async (supplier, _) => await TryAsync(() => SupplyAsync(supplier)));

        foreach (var order in plan.Orders)
        {
            await TryAsync(() => OrderAsync(order));
        }

        foreach (var transfer in plan.Transfers)
        {
            await TryAsync(() => MoveAsync(transfer));
        }

        foreach (var count in plan.Counts)
        {
            await TryAsync(() => CountAsync(count));
        }
    }

    private async Task SupplyAsync(PlannedSupplier planned)
    {
        await OrAsync(() => client.AddSupplierAsync(planned.Supplier, ct), () => client.GetSupplierAsync(planned.Supplier.Code!, ct));
        foreach (var term in planned.Terms)
        {
            var stands = await OrAsync(() => client.AddSourcingAsync(null, term, ct), () => client.GetSourcingAsync(null, term.Sku!, term.Supplier!, ct));
            if (planned.NewCosts.TryGetValue(term.Sku!, out var cost) && stands.UnitCost == term.UnitCost)
            {
                await client.EditSourcingAsync(null, term.Sku!, term.Supplier!, stands.Version, new SourcingPatch { UnitCost = (decimal?)cost }, ct);
            }
        }
    }

    private async Task OrderAsync(PlannedOrder planned)
    {
        var id = $"{planned.Order.Id}";
        var order = await OrAsync(() => client.AddOrderAsync(planned.Order, ct), () => client.GetOrderAsync(id, ct));
        if (planned.IsSent && order.Status == Draft)
        {
            order = await client.SubmitOrderAsync(id, ct);
        }

        if (planned.Receipt is { } receipt && order.Status == Ordered)
        {
            order = order with { Status = (await client.ReceiveOrderAsync(id, receipt, ct)).Status };
        }

        if (planned.CancelReason is { } reason && order.Status is Ordered or PartlyReceived)
        {
            await client.CancelOrderAsync(id, new CancelOrderRequest { Reason = reason }, ct);
        }
    }

    private async Task MoveAsync(PlannedTransfer planned)
    {
        var id = planned.Transfer.Id!.Value;
        await OrAsync(() => client.SendTransferAsync(planned.Transfer, ct), () => client.GetTransferAsync(id, ct));

        // A repeat is answered with the transfer as it was sent, so how far it is must be asked.
        var transfer = await client.GetTransferAsync(id, ct);
        if (planned.Receipt is { } receipt && transfer.Steps.Count == 0)
        {
            transfer = await client.ReceiveTransferAsync(id, receipt, ct);
        }

        if (planned.Close is { } close && transfer.Status == InTransit)
        {
            await client.CloseTransferAsync(id, close, ct);
        }
    }

    private async Task CountAsync(PlannedCount planned)
    {
        var id = planned.Count.Id!.Value;
        await OrAsync(() => client.OpenCountAsync(planned.Count, ct), () => client.GetCountAsync(id, ct));

        // A repeat is answered with the count as it was opened, so how far it is must be asked.
        var count = await client.GetCountAsync(id, ct);
        if (planned.Scans.Count > 0 && count is { Status: Open, Scans: 0 })
        {
            await client.AddScansAsync(id, new CountScansRequest { Scans = planned.Scans }, ct);
        }

        if (planned.IsPosted && count.Status == Open)
        {
            await client.PostCountAsync(id, new CountPostRequest { Missing = "ignore" }, ct);
        }
    }

    /// <summary>Makes a thing, or reads the one that was made when this was begun before.</summary>
    private static async Task<T> OrAsync<T>(Func<Task<T>> make, Func<Task<T>> read)
    {
        try
        {
            return await make();
        }
        catch (BazaarProblemException e) when (e.Problem.Code is ProblemCodes.AlreadyExists or ProblemCodes.IdReused)
        {
            return await read();
        }
    }

    private async Task TryAsync(Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (BazaarProblemException e) when (e.Problem.Status is >= 400 and < 500)
        {
            _refused.Enqueue(e.Problem);
        }
    }
}
