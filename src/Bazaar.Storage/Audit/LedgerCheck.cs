using System.Data;
using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>One thing that is wrong.</summary>
/// <param name="Store">The store's code; null for the audit trail.</param>
/// <param name="Kind">What does not fit: <c>file</c>, <c>hash</c>, <c>gap</c>, <c>head</c>, <c>line</c>, <c>balance</c>, <c>cost</c>, <c>total</c> or <c>audit</c>.</param>
/// <param name="Seq">The entry, or the record of the audit trail, where one is to blame.</param>
/// <param name="Sku">The product, where one is concerned.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record Finding(string? Store, string Kind, long? Seq, string? Sku, string Message);

/// <summary>What was checked of a store.</summary>
/// <param name="Store">Its code.</param>
/// <param name="Entries">Entries recomputed.</param>
/// <param name="Lines">Lines added up.</param>
/// <param name="Seq">The head's sequence.</param>
/// <param name="Hash">The head's hash.</param>
public sealed record CheckedStore(string Store, long Entries, long Lines, long Seq, byte[] Hash);

/// <summary>What a check found.</summary>
/// <param name="Stores">What was checked, store by store.</param>
/// <param name="Findings">What is wrong.</param>
/// <param name="Audit">What was checked of the audit trail; null when only one store was.</param>
public sealed record CheckResult(IReadOnlyList<CheckedStore> Stores, IReadOnlyList<Finding> Findings, CheckedAudit? Audit)
{
    /// <summary>The stores and what is wrong.</summary>
    public void Deconstruct(out IReadOnlyList<CheckedStore> stores, out IReadOnlyList<Finding> findings) => (stores, findings) = (Stores, Findings);
}

/// <summary>
/// The ledger proves itself: walks every chain from the beginning, recomputes hashes, on-hand, averages and totals, and compares
/// them with what the tables say. Reads one snapshot; writes nothing; trusts nothing but the rules.
/// </summary>
public static class LedgerCheck
{
    /// <summary>The most findings kept; the first one is what matters.</summary>
    public const int MaxFindings = 100;

    private const int PageEntries = 1_000;

    /// <summary>Every column that holds a whole number, and what its finding is called.</summary>
    private static readonly (string Table, string Kind, string[] Columns)[] WholeNumbers =
    [
        ("entry", "line", ["seq", "occurred_at", "recorded_at", "business_date", "total", "reversal_of"]),
        ("line", "line", ["seq", "line", "product", "quantity", "counted", "pack_quantity", "price", "cost", "pack_cost", "amount", "on_hand", "covered_by", "effective_at", "business_date"]),
        ("store_head", "head", ["seq", "recorded_at"]),
        ("stock", "balance", ["product", "on_hand", "average_cost", "last_count_at", "last_effective_at", "seq"]),
        ("daily", "total", ["business_date", "product", "quantity", "amount", "cost"]),
        ("daily_activity", "total", ["business_date", "entries", "amount", "cost"]),
    ];

    /// <summary>Checks one store, or all and the audit trail.</summary>
    /// <param name="database">The engine.</param>
    /// <param name="store">The store's code; null: all.</param>
    /// <param name="ct">Stops.</param>
    public static async Task<CheckResult> RunAsync(IDatabase database, string? store, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        lease.TakeYourTime();
        var connection = lease.Connection;
        await connection.ExecuteAsync("BEGIN TRANSACTION");
        try
        {
            return await RunAsync(connection, store, ct);
        }
        finally
        {
            await connection.ExecuteAsync("ROLLBACK TRANSACTION");
        }
    }

    /// <summary>Checks what a transaction sees.</summary>
    internal static async Task<CheckResult> RunAsync(DbConnection connection, string? store, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var stores = new List<CheckedStore>();
        var audit = store is null ? await AuditCheck.RunAsync(connection, findings, ct) : null;
        var ids = await connection.QueryAsync<long>("SELECT id FROM store WHERE @key IS NULL OR code_key = @key ORDER BY code_key", new { key = store is null ? null : Code.Key(store) });
        foreach (var id in ids.AsList())
        {
            stores.Add(await CheckStoreAsync(connection, id, findings, ct));
        }

        return new CheckResult(stores, [.. findings.Take(MaxFindings)], audit);
    }

    private static async Task<CheckedStore> CheckStoreAsync(DbConnection connection, long id, List<Finding> findings, CancellationToken ct)
    {
        var code = $"#{id}";
        await GuardAsync(code, "head", "The store's code", findings, async () =>
            code = await connection.ExecuteScalarAsync<string>("SELECT code FROM store WHERE id = @id", new { id }) ?? code);
        var replay = new ChainReplay(code, findings);
        var after = 0L;
        while (true)
        {
            ct.ThrowIfCancellationRequested();

            // Sequences that are missing must not end the walk, so pages go by what is there, not by what should be.
            // The upper bound keeps out what is no number, which SQLite sorts behind all numbers; the gap it leaves is found.
            var upTo = await connection.ExecuteScalarAsync<long?>(
                "SELECT max(seq) FROM (SELECT seq FROM entry WHERE store = @id AND seq > @after AND seq <= @most ORDER BY seq LIMIT @PageEntries) q",
                new { id, after, most = long.MaxValue, PageEntries });
            if (upTo is not { } last)
            {
                break;
            }

            await AddPageAsync(connection, id, replay, after, last);
            after = last;
        }

        var head = (Seq: 0L, Hash: Array.Empty<byte>());
        await GuardAsync(code, "head", "The store's head", findings, async () => head = await CompareHeadAsync(connection, id, replay));
        await CompareAsync(connection, id, code, replay, findings);
        await FindFractionsAsync(connection, id, code, findings);
        return new CheckedStore(code, replay.Entries, replay.Lines, head.Seq, head.Hash);
    }

    /// <summary>A value that no longer reads as what it should be must be a finding, not the end of the check.</summary>
    private static async Task AddPageAsync(DbConnection connection, long id, ChainReplay replay, long after, long last)
    {
        try
        {
            (await EntryReader.ReadAsync(connection, id, after, last)).ForEach(replay.Add);
            return;
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            // One of them cannot be read; the others can.
            after = Math.Max(after, replay.LastSeq);
        }

        foreach (var seq in (await connection.QueryAsync<long>("SELECT seq FROM entry WHERE store = @id AND seq > @after AND seq <= @last ORDER BY seq", new { id, after, last })).AsList())
        {
            try
            {
                (await EntryReader.ReadAsync(connection, id, seq - 1, seq)).ForEach(replay.Add);
            }
            catch (Exception failure) when (IsUnreadable(failure))
            {
                replay.AddUnreadable(seq, failure.Message);
            }
        }
    }

    private static async Task<(long Seq, byte[] Hash)> CompareHeadAsync(DbConnection connection, long id, ChainReplay replay)
    {
        var (seq, hash, recordedAt) = await connection.QueryFirstOrDefaultAsync<(long Seq, byte[]? Hash, long RecordedAt)>(
            "SELECT seq, hash, recorded_at FROM store_head WHERE store = @id", new { id });
        replay.CheckHead(seq, hash ?? [], recordedAt);
        return (seq, hash ?? []);
    }

    private static async Task CompareAsync(DbConnection connection, long id, string code, ChainReplay replay, List<Finding> findings)
    {
        var lines = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM line WHERE store = @id", new { id });
        if (lines != replay.Lines)
        {
            findings.Add(new Finding(code, "line", null, null, $"There are {lines} lines, but the entries have {replay.Lines}: lines without an entry."));
        }

        var skus = new Dictionary<long, string>();
        string Sku(long product) => skus.GetValueOrDefault(product, $"#{product}");
        await GuardAsync(code, "line", "A product", findings, async () =>
            skus = (await connection.QueryAsync<(long Id, string Sku)>("SELECT id, sku FROM product")).ToDictionary(p => p.Id, p => p.Sku));
        await GuardAsync(code, "balance", "A balance", findings, () => CompareBalancesAsync(connection, id, code, replay, Sku, findings));
        await GuardAsync(code, "total", "A daily total", findings, async () =>
        {
            var daily = (await connection.QueryAsync<(long Date, long Product, string Kind, string Reason, long Quantity, long Amount, long Cost)>(
                "SELECT business_date, product, kind, reason, quantity, amount, cost FROM daily WHERE store = @id", new { id }))
                .Select(r => (Key: (r.Date, r.Product, r.Kind, r.Reason), Sum: new DailySum(r.Quantity, r.Amount, r.Cost)));
            CompareTotals(code, "daily total", replay.Daily, daily, k => $"{Sku(k.Item2)} on {k.Item1:0000-00-00}, {k.Item3} {k.Item4}".Trim(), k => Sku(k.Item2), findings);
        });
        await GuardAsync(code, "total", "A daily activity", findings, async () =>
        {
            var activity = (await connection.QueryAsync<(long Date, string Kind, string Reason, string Actor, long Entries, long Amount, long Cost)>(
                "SELECT business_date, kind, reason, actor, entries, amount, cost FROM daily_activity WHERE store = @id", new { id }))
                .Select(r => (Key: (r.Date, r.Kind, r.Reason, r.Actor), Sum: new ActivitySum(r.Entries, r.Amount, r.Cost)));
            CompareTotals(code, "daily activity", replay.Activity, activity, k => $"on {k.Item1:0000-00-00}, {k.Item2} {k.Item3} by {k.Item4}", _ => null, findings);
        });
    }

    private static async Task CompareBalancesAsync(DbConnection connection, long id, string code, ChainReplay replay, Func<long, string> sku, List<Finding> findings)
    {
        var stock = (await connection.QueryAsync<(long Product, long OnHand, long AverageCost, long Seq, long? CountAt, long? EffectiveAt)>(
            "SELECT product, on_hand, average_cost, seq, last_count_at, last_effective_at FROM stock WHERE store = @id AND seq > 0", new { id })).ToDictionary(s => s.Product);
        foreach (var (product, expected) in replay.Balances)
        {
            var name = sku(product);
            void Find(string kind, string message) => findings.Add(new Finding(code, kind, expected.Seq, name, message));
            if (!stock.Remove(product, out var found))
            {
                Find("balance", $"{name} has lines up to entry {expected.Seq} but no balance.");
            }
            else if (found.OnHand != expected.OnHand || found.Seq != expected.Seq)
            {
                Find("balance", $"{name}: the lines add up to {Quantity(expected.OnHand)} at entry {expected.Seq}; the balance says {Quantity(found.OnHand)} at entry {found.Seq}.");
            }
            else if (found.AverageCost != expected.Average)
            {
                Find("cost", $"{name}: the average cost should be {Exact.ToDecimal(expected.Average, Exact.CostDecimals)}; the balance says {Exact.ToDecimal(found.AverageCost, Exact.CostDecimals)}.");
            }
            else if (found.CountAt != Micros(expected.CountAt) || found.EffectiveAt != Micros(expected.EffectiveAt))
            {
                // By these times a balance decides whether the past has to be looked at; a wrong one lets a late fact through.
                Find("balance", $"{name}: the balance names another time of the last count or movement than the lines do.");
            }
        }

        findings.AddRange(stock.Values.Select(s => new Finding(code, "balance", s.Seq, sku(s.Product), $"{sku(s.Product)} has a balance of {Quantity(s.OnHand)} but no lines.")));
    }

    /// <summary>SQLite keeps a fraction where a whole number belongs; reading drops it, adding up in SQL does not.</summary>
    private static async Task FindFractionsAsync(DbConnection connection, long id, string code, List<Finding> findings)
    {
        foreach (var (table, kind, columns) in WholeNumbers)
        {
            var rows = await connection.ExecuteScalarAsync<long>(
                $"SELECT count(*) FROM {table} WHERE store = @id AND ({string.Join(" OR ", columns.Select(c => $"{c} <> CAST({c} AS bigint)"))})", new { id });
            if (rows > 0)
            {
                findings.Add(new Finding(code, kind, null, null, $"{rows} rows of {table} hold a value that is no whole number."));
            }
        }
    }

    private static void CompareTotals<TKey, TSum>(
        string store, string what, Dictionary<TKey, TSum> expected, IEnumerable<(TKey Key, TSum Sum)> found, Func<TKey, string> describe, Func<TKey, string?> sku, List<Finding> findings)
        where TKey : notnull
        where TSum : struct
    {
        foreach (var (key, sum) in found)
        {
            if (!expected.Remove(key, out var should))
            {
                findings.Add(new Finding(store, "total", null, sku(key), $"The {what} of {describe(key)} has no entries behind it."));
            }
            else if (!should.Equals(sum))
            {
                findings.Add(new Finding(store, "total", null, sku(key), $"The {what} of {describe(key)} should be {should}; it says {sum}."));
            }
        }

        findings.AddRange(expected.Where(e => !e.Value.Equals(default(TSum))).Select(e => new Finding(store, "total", null, sku(e.Key), $"The {what} of {describe(e.Key)} is missing; it should be {e.Value}.")));
    }

    private static decimal Quantity(long thousandths) => Exact.QuantityToDecimal(thousandths);

    private static long? Micros(DateTimeOffset? time) => time is { } t ? Clock.ToMicros(t) : null;

    /// <summary>Compares one part; what cannot be read is a finding of that part, and the other parts are compared all the same.</summary>
    private static async Task GuardAsync(string store, string kind, string what, List<Finding> findings, Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            findings.Add(new Finding(store, kind, null, null, $"{what} holds a value of the wrong kind ({failure.Message})."));
        }
    }

    private static bool IsUnreadable(Exception failure) => failure is FormatException or InvalidCastException or ArgumentException or ArithmeticException or DataException;
}
