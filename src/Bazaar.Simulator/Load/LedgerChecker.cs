using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Simulator.Load;

/// <summary>One store as a server shows it.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Head">The newest sequence it claims to have.</param>
/// <param name="Entries">Its whole feed, in the order it was read.</param>
/// <param name="OnHand">Its stock; by SKU.</param>
public sealed record StoreLedger(string Store, long Head, IReadOnlyList<Movement> Entries, IReadOnlyDictionary<string, decimal> OnHand);

/// <summary>Something that must not be.</summary>
/// <param name="Kind"><c>gap</c>, <c>chain</c>, <c>doubled</c>, <c>missing</c>, <c>different</c>, <c>ghost</c>, <c>on-hand</c>, <c>oversold</c> or <c>answer</c>.</param>
/// <param name="Store">The store's code.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record LedgerFault(string Kind, string Store, string Message);

/// <summary>What the checker found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Acknowledged">Entries that clients were told stand.</param>
/// <param name="Faults">What is wrong; empty when all is well.</param>
public sealed record LedgerCheck(long Entries, long Acknowledged, IReadOnlyList<LedgerFault> Faults)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool Ok => Faults.Count == 0;
}

/// <summary>Compares what clients were told with what the ledger holds.</summary>
public static class LedgerChecker
{
    private const int PageEntries = 200;
    private static readonly string FirstHash = new('0', 64);

    /// <summary>Reads the stores of a journal from a server and checks them. No load may be running.</summary>
    public static async Task<LedgerCheck> CheckAsync(BazaarClient client, LoadJournal journal, CancellationToken ct = default)
    {
        var ledgers = new List<StoreLedger>();
        foreach (var store in journal.Sent.Select(s => s.Store).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            ledgers.Add(await ReadAsync(client, store, ct));
        }

        return Check(journal, ledgers);
    }

    /// <summary>Reads a store's whole feed and stock.</summary>
    public static async Task<StoreLedger> ReadAsync(BazaarClient client, string store, CancellationToken ct = default)
    {
        var entries = new List<Movement>();
        FeedPage page;
        do
        {
            page = await client.ReadFeedAsync(store, entries.Count == 0 ? 0 : entries[^1].Seq, PageEntries, ct);
            entries.AddRange(page.Items);
        }
        while (page.Items.Count > 0);

        var onHand = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        await foreach (var item in BazaarClient.AllAsync(cursor => client.ListStockAsync(store, limit: PageEntries, cursor: cursor, ct: ct)))
        {
            onHand.Add(item.Sku, item.OnHand);
        }

        return new StoreLedger(store, page.Head, entries, onHand);
    }

    /// <summary>Checks what was read against what was told.</summary>
    public static LedgerCheck Check(LoadJournal journal, IReadOnlyList<StoreLedger> ledgers)
    {
        var faults = new List<LedgerFault>();
        var answers = journal.Answered.ToLookup(a => (a.Store.ToUpperInvariant(), a.Id));
        var sent = journal.Sent.ToLookup(s => (s.Store.ToUpperInvariant(), s.Movement.Id!.Value));
        foreach (var ledger in ledgers)
        {
            var report = (string kind, string message) => faults.Add(new LedgerFault(kind, ledger.Store, message));
            CheckChain(ledger, report);
            CheckOnHand(ledger, report);
            var byId = ledger.Entries.GroupBy(e => e.Id).ToDictionary(g => g.Key, g => g.First());
            foreach (var attempts in sent.Where(s => string.Equals(s.Key.Item1, ledger.Store, StringComparison.OrdinalIgnoreCase)))
            {
                CheckAnswers([.. attempts], [.. answers[attempts.Key]], byId.GetValueOrDefault(attempts.Key.Item2), report);
            }
        }

        foreach (var store in sent.Select(s => s.Key.Item1).Except(ledgers.Select(l => l.Store), StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(new LedgerFault("missing", store, "Entries were sent to this store, and it was not read."));
        }

        return new LedgerCheck(ledgers.Sum(l => (long)l.Entries.Count), answers.Count(a => a.Any(x => x.Acknowledged)), faults);
    }

    private static void CheckChain(StoreLedger ledger, Action<string, string> report)
    {
        var (seq, hash) = (0L, FirstHash);
        foreach (var entry in ledger.Entries)
        {
            if (entry.Seq != seq + 1)
            {
                report("gap", $"After {seq} comes {entry.Seq}.");
            }

            if (entry.PreviousHash != hash)
            {
                report("chain", $"Entry {entry.Seq} leans on {entry.PreviousHash}, but the one before it is {hash}.");
            }

            (seq, hash) = (entry.Seq, entry.Hash);
        }

        if (ledger.Head != seq)
        {
            report("gap", $"The head says {ledger.Head}, the feed ends with {seq}.");
        }

        foreach (var twice in ledger.Entries.GroupBy(e => e.Id).Where(g => g.Count() > 1))
        {
            report("doubled", $"Entry {twice.Key} stands at {string.Join(" and ", twice.Select(e => e.Seq))}.");
        }
    }

    private static void CheckOnHand(StoreLedger ledger, Action<string, string> report)
    {
        var sums = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in ledger.Entries)
        {
            foreach (var line in entry.Lines)
            {
                var sum = sums[line.Sku] = sums.GetValueOrDefault(line.Sku) + line.Quantity;
                if (line.OnHand != sum)
                {
                    report("on-hand", $"Entry {entry.Seq}, line {line.Line} says {line.OnHand} of {line.Sku}; the lines add up to {sum}.");
                }
            }
        }

        foreach (var sku in sums.Keys.Union(ledger.OnHand.Keys, StringComparer.OrdinalIgnoreCase))
        {
            var (sum, stock) = (sums.GetValueOrDefault(sku), ledger.OnHand.GetValueOrDefault(sku));
            if (sum != stock)
            {
                report("on-hand", $"The stock says {stock} of {sku}; the lines add up to {sum}.");
            }
        }
    }

    private static void CheckAnswers(SentEntry[] attempts, AnsweredEntry[] answers, Movement? entry, Action<string, string> report)
    {
        var id = attempts[0].Movement.Id!.Value;
        var told = answers.Where(a => a.Acknowledged).ToArray();
        foreach (var answer in told.Where(a => entry is null || a.Seq != entry.Seq || a.Hash != entry.Hash))
        {
            report("missing", $"Entry {id} was acknowledged as {answer.Seq} {answer.Hash}; the ledger has {(entry is null ? "nothing" : $"{entry.Seq} {entry.Hash}")}.");
        }

        if (told.Count(a => a.Status == 201) > 1)
        {
            report("doubled", $"Entry {id} was answered as new {told.Count(a => a.Status == 201)} times.");
        }

        // Refused every time, and nothing left open: then nothing may stand.
        if (entry is not null && answers.Length == attempts.Length && answers.All(a => a.Refused))
        {
            report("ghost", $"Entry {id} was refused ({answers[0].Code}), and yet stands at {entry.Seq}.");
        }

        var conflicts = attempts.Where(a => a.Kind == LoadKind.Conflict).Select(a => a.Number).ToHashSet();
        foreach (var answer in answers.Where(a => !IsExpected(a, conflicts.Contains(a.Number))))
        {
            report("answer", $"Request {answer.Number} for entry {id} was answered with {answer.Status} {answer.Code}.");
        }

        if (entry is not null && attempts.FirstOrDefault(a => a.Kind != LoadKind.Conflict) is { } original)
        {
            CheckContent(original.Movement, entry, report);
        }
    }

    // Load is always valid: it may be short of stock or come too thick, nothing else. A contradiction never succeeds.
    private static bool IsExpected(AnsweredEntry answer, bool conflict) => answer switch
    {
        { Code: ProblemCodes.QueueFull or ProblemCodes.StorageUnavailable or ProblemCodes.RateLimited } => true,
        _ when conflict => answer.Code == ProblemCodes.IdReused,
        _ => answer.Acknowledged || answer.Code == ProblemCodes.InsufficientStock,
    };

    private static void CheckContent(MovementRequest asked, Movement entry, Action<string, string> report)
    {
        if (asked.Type != entry.Type)
        {
            report("different", $"Entry {entry.Seq} is a {entry.Type}; a {asked.Type} was sent.");
            return;
        }

        var sign = asked.Type == "sale" ? -1 : 1;
        if (asked.Type is "sale" or "stockIn" && asked.Lines!.All(l => l is { Sku: not null, Pack: null, Quantity: not null }))
        {
            var wanted = asked.Lines!.GroupBy(l => l.Sku!, StringComparer.OrdinalIgnoreCase).Select(g => $"{g.Key.ToUpperInvariant()} {sign * g.Sum(l => l.Quantity!.Value):0.###}").Order(StringComparer.Ordinal);
            var moved = entry.Lines.Where(l => l.CoveredByCount is null).GroupBy(l => l.Sku, StringComparer.OrdinalIgnoreCase).Select(g => $"{g.Key.ToUpperInvariant()} {g.Sum(l => l.Quantity):0.###}").Order(StringComparer.Ordinal);
            if (!wanted.SequenceEqual(moved))
            {
                report("different", $"Entry {entry.Seq} moved {string.Join(", ", moved)}; {string.Join(", ", wanted)} was asked.");
            }
        }

        if (asked.OnShortage != "accept")
        {
            foreach (var product in entry.Lines.GroupBy(l => l.Sku, StringComparer.OrdinalIgnoreCase).Where(g => g.Sum(l => l.Quantity) < 0 && g.Last().OnHand < 0))
            {
                report("oversold", $"Entry {entry.Seq} took {product.Key} to {product.Last().OnHand}, and was not to.");
            }
        }
    }
}
