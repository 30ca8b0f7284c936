using System.Data;
using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>One thing that is wrong.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Kind">What does not fit: <c>file</c>, <c>hash</c>, <c>gap</c>, <c>head</c>, <c>line</c>, <c>balance</c>, <c>cost</c> or <c>total</c>.</param>
/// <param name="Seq">The entry, where one is to blame.</param>
/// <param name="Sku">The product, where one is concerned.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record Finding(string Store, string Kind, long? Seq, string? Sku, string Message);

/// <summary>What was checked of a store.</summary>
/// <param name="Store">Its code.</param>
/// <param name="Entries">Entries recomputed.</param>
/// <param name="Lines">Lines added up.</param>
/// <param name="Seq">The head's sequence.</param>
/// <param name="Hash">The head's hash.</param>
public sealed record CheckedStore(string Store, long Entries, long Lines, long Seq, byte[] Hash);

/// <summary>
/// The ledger proves itself: walks every chain from the beginning, recomputes hashes, on-hand, averages and totals, and compares
/// them with what the tables say. Reads one snapshot; writes nothing; trusts nothing but the rules.
/// </summary>
public static class LedgerCheck
{
    /// <summary>The most findings kept; the first one is what matters.</summary>
    public const int MaxFindings = 100;

    private const int PageEntries = 1_000;

    /// <summary>Checks one store or all.</summary>
    /// <param name="database">The engine.</param>
    /// <param name="store">The store's code; null: all.</param>
    /// <param name="ct">Stops.</param>
    public static async Task<(IReadOnlyList<CheckedStore> Stores, IReadOnlyList<Finding> Findings)> RunAsync(IDatabase database, string? store, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
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
    internal static async Task<(IReadOnlyList<CheckedStore> Stores, IReadOnlyList<Finding> Findings)> RunAsync(DbConnection connection, string? store, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var stores = new List<CheckedStore>();
        var rows = await connection.QueryAsync<(long Id, string Code, long Seq, byte[] Hash)>(
            "SELECT s.id, s.code, h.seq, h.hash FROM store s LEFT JOIN store_head h ON h.store = s.id WHERE @key IS NULL OR s.code_key = @key ORDER BY s.code_key",
            new { key = store is null ? null : Code.Key(store) });
        foreach (var (id, code, seq, hash) in rows.AsList())
        {
            stores.Add(await CheckStoreAsync(connection, id, code, seq, hash ?? [], findings, ct));
        }

        return (stores, [.. findings.Take(MaxFindings)]);
    }

    private static async Task<CheckedStore> CheckStoreAsync(DbConnection connection, long id, string code, long headSeq, byte[] headHash, List<Finding> findings, CancellationToken ct)
    {
        var replay = new ChainReplay(code, findings);
        while (true)
        {
            ct.ThrowIfCancellationRequested();

            // Sequences that are missing must not end the walk, so pages go by what is there, not by what should be.
            var upTo = await connection.ExecuteScalarAsync<long?>(
                "SELECT max(seq) FROM (SELECT seq FROM entry WHERE store = @id AND seq > @after ORDER BY seq LIMIT @PageEntries) q", new { id, after = replay.LastSeq, PageEntries });
            if (upTo is not { } last)
            {
                break;
            }

            await AddPageAsync(connection, id, replay, last);
        }

        replay.CheckHead(headSeq, headHash);
        try
        {
            await CompareAsync(connection, id, code, replay, findings);
        }
        catch (Exception failure) when (failure is FormatException or InvalidCastException or DataException or OverflowException)
        {
            findings.Add(new Finding(code, "total", null, null, $"A balance or a total of {code} holds a value that is no number ({failure.Message})."));
        }

        return new CheckedStore(code, replay.Entries, replay.Lines, headSeq, headHash);
    }

    /// <summary>A value that no longer reads as what it should be must be a finding, not the end of the check.</summary>
    private static async Task AddPageAsync(DbConnection connection, long id, ChainReplay replay, long last)
    {
        try
        {
            (await EntryReader.ReadAsync(connection, id, replay.LastSeq, last)).ForEach(replay.Add);
            return;
        }
        catch (Exception failure) when (failure is FormatException or InvalidCastException or ArgumentException or OverflowException)
        {
            // One of them cannot be read; the others can.
        }

        foreach (var seq in (await connection.QueryAsync<long>("SELECT seq FROM entry WHERE store = @id AND seq > @after AND seq <= @last ORDER BY seq", new { id, after = replay.LastSeq, last })).AsList())
        {
            try
            {
                (await EntryReader.ReadAsync(connection, id, seq - 1, seq)).ForEach(replay.Add);
            }
            catch (Exception failure) when (failure is FormatException or InvalidCastException or ArgumentException or OverflowException)
            {
                replay.AddUnreadable(seq, failure.Message);
            }
        }
    }

    private static async Task CompareAsync(DbConnection connection, long id, string code, ChainReplay replay, List<Finding> findings)
    {
        var lines = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM line WHERE store = @id", new { id });
        if (lines != replay.Lines)
        {
            findings.Add(new Finding(code, "line", null, null, $"There are {lines} lines, but the entries have {replay.Lines}: lines without an entry."));
        }

        var skus = (await connection.QueryAsync<(long Id, string Sku)>("SELECT id, sku FROM product")).ToDictionary(p => p.Id, p => p.Sku);
        string Sku(long product) => skus.GetValueOrDefault(product, $"#{product}");

        var stock = (await connection.QueryAsync<(long Product, long OnHand, long AverageCost, long Seq)>(
            "SELECT product, on_hand, average_cost, seq FROM stock WHERE store = @id AND seq > 0", new { id })).ToDictionary(s => s.Product);
        foreach (var (product, expected) in replay.Balances)
        {
            if (!stock.Remove(product, out var found))
            {
                findings.Add(new Finding(code, "balance", expected.Seq, Sku(product), $"{Sku(product)} has lines up to entry {expected.Seq} but no balance."));
            }
            else if (found.OnHand != expected.OnHand || found.Seq != expected.Seq)
            {
                findings.Add(new Finding(code, "balance", expected.Seq, Sku(product), $"{Sku(product)}: the lines add up to {Quantity(expected.OnHand)} at entry {expected.Seq}; the balance says {Quantity(found.OnHand)} at entry {found.Seq}."));
            }
            else if (found.AverageCost != expected.Average)
            {
                findings.Add(new Finding(code, "cost", expected.Seq, Sku(product), $"{Sku(product)}: the average cost should be {Exact.ToDecimal(expected.Average, Exact.CostDecimals)}; the balance says {Exact.ToDecimal(found.AverageCost, Exact.CostDecimals)}."));
            }
        }

        findings.AddRange(stock.Values.Select(s => new Finding(code, "balance", s.Seq, Sku(s.Product), $"{Sku(s.Product)} has a balance of {Quantity(s.OnHand)} but no lines.")));

        var daily = (await connection.QueryAsync<DailyRow>(
            "SELECT business_date AS Date, product AS Product, kind AS Kind, reason AS Reason, quantity AS Quantity, amount AS Amount, cost AS Cost FROM daily WHERE store = @id", new { id }))
            .Select(r => (Key: (r.Date, r.Product, r.Kind, r.Reason), Sum: new DailySum(r.Quantity, r.Amount, r.Cost)));
        CompareTotals(code, "daily total", replay.Daily, daily, k => $"{Sku(k.Item2)} on {k.Item1:0000-00-00}, {k.Item3} {k.Item4}".Trim(), k => Sku(k.Item2), findings);
        var activity = (await connection.QueryAsync<ActivityRow>(
            "SELECT business_date AS Date, kind AS Kind, reason AS Reason, actor AS Actor, entries AS Entries, amount AS Amount, cost AS Cost FROM daily_activity WHERE store = @id", new { id }))
            .Select(r => (Key: (r.Date, r.Kind, r.Reason, r.Actor), Sum: new ActivitySum(r.Entries, r.Amount, r.Cost)));
        CompareTotals(code, "daily activity", replay.Activity, activity, k => $"on {k.Item1:0000-00-00}, {k.Item2} {k.Item3} by {k.Item4}", _ => null, findings);
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

    private sealed record DailyRow(long Date, long Product, string Kind, string Reason, long Quantity, long Amount, long Cost);

    private sealed record ActivityRow(long Date, string Kind, string Reason, string Actor, long Entries, long Amount, long Cost);
}
