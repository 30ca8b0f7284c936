using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Storage.Stock;
using Bazaar.Storage.Tests.Script;
using Bazaar.Storage.Tests.Sqlite;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>One long random script, on SQLite and on two nodes of PostgreSQL in turn: every answer and every row must be the same. BAZAAR_SCRIPT_SEED repeats one.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SameScriptTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Operations = 10_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_random_operations_come_out_the_same_on_both_engines()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("BAZAAR_SCRIPT_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"BAZAAR_SCRIPT_SEED={seed}");
        var clock = new ScriptClock();
        var script = new RandomScript(seed, clock);
        await using var file = new SqlitePlace();
        await using var server = await PostgresPlace.CreateAsync(postgres.Server);
        await using var one = new ScriptShop([await file.OpenAsync(clock)], clock);
        await using var other = new ScriptShop([await server.OpenAsync(clock), await server.OpenAsync(clock)], clock);
        await one.FillAsync(Ct);
        await other.FillAsync(Ct);

        var tally = new Dictionary<string, int>(StringComparer.Ordinal);
        var step = 0;
        for (var done = 0; done < Operations; step++)
        {
            script.Wait();
            var (count, operation) = Next(script, step);
            var expected = await operation(one);
            var found = await operation(other);
            FirstDifference(found, expected).ShouldBeNull($"step {step}, after {done} operations, BAZAAR_SCRIPT_SEED={seed}");
            done += count;
            foreach (var answer in expected.Split('\n'))
            {
                var kind = string.Join(' ', answer.Split(' ').Take(answer.StartsWith("refused", StringComparison.Ordinal) ? 2 : 1));
                tally[kind] = tally.GetValueOrDefault(kind) + 1;
            }
        }

        foreach (var (table, sql) in ScriptShop.Tables)
        {
            var (rows, same) = (await one.DumpAsync(sql), await other.DumpAsync(sql));
            same.Count.ShouldBe(rows.Count, table);
            for (var i = 0; i < rows.Count; i++)
            {
                same[i].ShouldBe(rows[i], $"{table}, row {i}, BAZAAR_SCRIPT_SEED={seed}");
            }

            output.WriteLine($"{table}: {rows.Count} rows");
        }

        (await one.CheckAsync(Ct)).Findings.ShouldBeEmpty();
        (await other.CheckAsync(Ct)).Findings.ShouldBeEmpty();
        output.WriteLine(string.Join(", ", tally.Where(t => t.Key.StartsWith("posted", StringComparison.Ordinal) || t.Key.StartsWith("re", StringComparison.Ordinal)).OrderByDescending(t => t.Value).Select(t => $"{t.Key}: {t.Value}")));

        // A script that never met a rule would prove little.
        string[] met = ["posted", "replayed", "refused Shortage", "refused IdReused", "refused InvalidLines", "refused StoreClosed", "refused StockMoved", "refused AlreadyReversed", "refused ProductArchived"];
        met.ShouldBeSubsetOf(tally.Keys);
    }

    /// <summary>Where two answers part; they can be long.</summary>
    private static string? FirstDifference(string found, string expected)
    {
        var same = found.AsSpan().CommonPrefixLength(expected);
        string Around(string text) => text[Math.Max(0, same - 300)..Math.Min(text.Length, same + 200)];
        return found == expected ? null : $"PostgreSQL: …{Around(found)}…\nSQLite: …{Around(expected)}…";
    }

    private static (int Count, Func<ScriptShop, Task<string>> Operation) Next(RandomScript script, int step)
    {
        var (sku, store) = ($"P{script.Next(RandomScript.Products)}", RandomScript.Stores[script.Next(RandomScript.Stores.Count)]);
        switch (script.Next(40))
        {
            case 0:
                long? cost = script.Chance(0.3) ? null : script.Next(1_000_000);
                var price = script.Next(30_000);
                return (1, shop => shop.EditProductAsync(step, sku, p => p with { Price = price, Cost = cost }, Ct));
            case 1:
                // Archived products come back soon, or nothing could be received.
                long? archived = script.Chance(0.15) ? 5 : null;
                return (1, shop => shop.EditProductAsync(step, sku, p => p with { ArchivedAt = archived }, Ct));
            case 2 or 3:
                var levels = new StockLevels(script.Chance(0.2) ? null : 1_000 * script.Next(40), script.Chance(0.5) ? null : 1_000 * script.Next(200), script.Chance(0.5) ? null : script.Next(20_000));
                return (1, shop => shop.SetLevelsAsync(step, store, sku, levels, Ct));
            case 4:
                var closed = script.Chance(0.2);
                return (1, shop => shop.EditStoreAsync(step, store, s => s with { Closed = closed }, Ct));
            case 5:
                var status = script.Chance(0.5) ? "snoozed" : script.Chance(0.5) ? "acknowledged" : "resolved";
                var kind = script.Chance(0.5) ? StockStatus.Low : StockStatus.Negative;
                return (1, shop => shop.SettleAsync(step, store, kind, status, Ct));
            case 6:
                return (1, shop => shop.RecordAsync(step, new AuditChange("product.edit", sku, null, null, "{\"price\":1}")));
            default:
                Draft[] drafts = [.. Enumerable.Range(0, 1 + script.Next(12)).Select(_ => script.NextDraft())];
                var atomic = script.Chance(0.1);
                return (drafts.Length, shop => shop.PostAsync(step, drafts, atomic));
        }
    }
}
