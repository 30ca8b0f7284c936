using System.Net.Http.Json;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Simulator.Load;

/// <summary>One client: sends an entry, waits for its answer, sends the next. What was not answered it sends again.</summary>
internal sealed class LoadClient(
    BazaarClient client, LoadOptions options, LoadJournal journal, LoadTally tally, TimeProvider clock, SeededRandom random, Queue<SentEntry> open)
{
    private const int Remembered = 200;
    private static readonly TimeSpan OldestFact = TimeSpan.FromDays(3);

    // Entries that stand: what may be repeated and contradicted.
    private readonly List<(string Store, MovementRequest Movement)> _standing = [];

    public async Task RunAsync(Func<bool> isOver, CancellationToken ct)
    {
        while (!isOver() && tally.TryStart(options.MaxRequests))
        {
            var answered = await SendOneAsync(ct);
            if (answered || isOver())
            {
                continue;
            }

            if (options.StopWhenUnreachable)
            {
                return;
            }

            await PauseAsync(ct);
        }
    }

    private async Task PauseAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(options.RetryDelay, clock, ct);
        }
        catch (OperationCanceledException)
        {
            // It is over; the loop sees that itself.
        }
    }

    /// <summary>False when no answer came.</summary>
    private async Task<bool> SendOneAsync(CancellationToken ct)
    {
        if (open.TryDequeue(out var unanswered))
        {
            return await PostAsync(LoadKind.Again, unanswered.Store, unanswered.Movement, ct);
        }

        if (_standing.Count > 0 && random.Chance(options.Replays))
        {
            var (store, movement) = random.Pick(_standing);
            return await PostAsync(LoadKind.Again, store, movement, ct);
        }

        if (_standing.Count > 0 && random.Chance(options.Conflicts))
        {
            var (store, movement) = random.Pick(_standing);
            return await PostAsync(LoadKind.Conflict, store, Contradict(movement), ct);
        }

        if (random.Chance(options.Bulks))
        {
            return await PostManyAsync(ct);
        }

        var (where, entry) = (random.Pick(options.Stores), NewEntry());
        if (!random.Chance(options.Twins))
        {
            return await PostAsync(LoadKind.New, where, entry, ct);
        }

        var twins = await Task.WhenAll(PostAsync(LoadKind.New, where, entry, ct), PostAsync(LoadKind.Again, where, entry, ct));
        return twins[0] && twins[1];
    }

    private async Task<bool> PostAsync(LoadKind kind, string store, MovementRequest movement, CancellationToken ct)
    {
        var number = journal.Send(kind, store, movement);
        try
        {
            return Note(new SentEntry(number, kind, store, movement), await AskAsync(store, movement, ct));
        }
        catch (Exception e) when (IsSilence(e))
        {
            tally.CountUnanswered();
            KeepOpen(new SentEntry(number, kind, store, movement));
            return false;
        }
    }

    // Not through the typed method, which does not tell 201 from 200; that an entry is new only once is to be proven.
    private async Task<BulkResult> AskAsync(string store, MovementRequest movement, CancellationToken ct)
    {
        using var response = await client.Http.PostAsJsonAsync($"api/v1/stores/{Uri.EscapeDataString(store)}/movements", movement, BazaarJson.Wire.MovementRequest, ct);
        var status = (int)response.StatusCode;
        return response switch
        {
            { IsSuccessStatusCode: true } => new BulkResult(status, await response.Content.ReadFromJsonAsync(BazaarJson.Answers.Movement, ct), null),
            { Content.Headers.ContentType.MediaType: "application/problem+json" } => new BulkResult(status, null, await response.Content.ReadFromJsonAsync(BazaarJson.Answers.Problem, ct)),
            _ => new BulkResult(status, null, new Problem { Status = status }),
        };
    }

    private async Task<bool> PostManyAsync(CancellationToken ct)
    {
        var movements = Enumerable.Range(0, random.Between(1, options.BulkEntries)).Select(_ => NewEntry() with { Store = random.Pick(options.Stores) }).ToArray();
        var sent = movements.Select(m => new SentEntry(journal.Send(LoadKind.New, m.Store!, m), LoadKind.New, m.Store!, m with { Store = null })).ToArray();
        try
        {
            var answer = await client.PostMovementsAsync(new BulkRequest { Movements = movements }, ct);
            return sent.Zip(answer.Results).Count(both => Note(both.First, both.Second)) == sent.Length;
        }
        catch (BazaarProblemException e)
        {
            return sent.Count(s => Note(s, new BulkResult(e.Problem.Status, null, e.Problem))) == sent.Length;
        }
        catch (Exception e) when (IsSilence(e))
        {
            tally.CountUnanswered();
            Array.ForEach(sent, KeepOpen);
            return false;
        }
    }

    /// <summary>Writes an answer down; false when the server itself did not know what became of the entry.</summary>
    private bool Note(SentEntry sent, BulkResult result)
    {
        var answer = new AnsweredEntry(sent.Number, sent.Store, sent.Movement.Id!.Value, result.Status, result.Movement?.Seq, result.Movement?.Hash, result.Problem?.Code);
        journal.Answer(answer);
        tally.Count(answer);
        if (answer.Acknowledged && sent.Kind != LoadKind.Conflict)
        {
            Remember(sent);
        }
        else if (!answer.Refused)
        {
            KeepOpen(sent);
            return false;
        }

        return true;
    }

    // Twins are answered at the same time.
    private void Remember(SentEntry sent)
    {
        lock (_standing)
        {
            _standing.Add((sent.Store, sent.Movement));
            if (_standing.Count > Remembered)
            {
                _standing.RemoveAt(0);
            }
        }
    }

    private void KeepOpen(SentEntry sent)
    {
        if (sent.Kind != LoadKind.Conflict)
        {
            lock (open)
            {
                open.Enqueue(sent);
            }
        }
    }

    // Nobody there, cut off in the middle, or too late: the entry may stand or not.
    private static bool IsSilence(Exception e) => e is HttpRequestException or IOException or OperationCanceledException or JsonException;

    private static MovementRequest Contradict(MovementRequest movement) =>
        movement with { Lines = [movement.Lines![0] with { Quantity = movement.Lines[0].Quantity + 1 }, .. movement.Lines.Skip(1)] };

    private MovementRequest NewEntry()
    {
        var now = clock.GetUtcNow();
        var receipt = random.Chance(options.Receipts);
        var lines = Enumerable.Range(0, random.Between(1, 3)).Select(_ => new MovementLineRequest
        {
            Sku = random.Pick(options.Skus),
            Quantity = receipt ? random.Between(10, 40) : random.Between(1, 4),
            UnitCost = receipt ? random.Between(50, 500) : null,
        });
        return new MovementRequest
        {
            Id = random.Id(now),
            Type = receipt ? "stockIn" : "sale",
            OccurredAt = random.Chance(0.1) ? now - (OldestFact * random.Unit()) : now,
            OnShortage = !receipt && random.Chance(options.Accepted) ? "accept" : null,
            Lines = [.. lines],
        };
    }
}
