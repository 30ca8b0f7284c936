using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Stock;

/// <summary>What becomes of one level.</summary>
/// <param name="IsGiven">False: it stays as it is.</param>
/// <param name="Value">The new value, scaled; null clears it.</param>
public readonly record struct LevelChange(bool IsGiven, long? Value);

/// <summary>What a file says about one product of a store.</summary>
/// <param name="Row">The row in the file.</param>
/// <param name="Sku">The product.</param>
/// <param name="ReorderPoint">Thousandths.</param>
/// <param name="TargetLevel">Thousandths.</param>
/// <param name="Price">Hundredths; null: the catalogue's.</param>
public sealed record LevelsRow(int Row, string Sku, LevelChange ReorderPoint, LevelChange TargetLevel, LevelChange Price);

/// <summary>Sets the levels and prices of many products of a store in one transaction.</summary>
/// <param name="database">The engine.</param>
public sealed class LevelsImport(IDatabase database)
{
    /// <summary>Sets them, all or none.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rows">What to set, each product once.</param>
    /// <param name="dryRun">True to only see what would happen.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The tally, and the rows whose product the catalogue does not have; with any of those nothing is written.</returns>
    public Task<(int Created, int Updated, int Unchanged, IReadOnlyList<LevelsRow> Unknown)> RunAsync(
        long store, IReadOnlyList<LevelsRow> rows, bool dryRun, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(int, int, int, IReadOnlyList<LevelsRow>)>(
            async (connection, transaction) =>
            {
                await StoreLock.TakeAsync(connection, transaction, store);
                var before = (await connection.QueryAsync<StockRow>(
                    $"SELECT {StockStore.Columns} FROM product p JOIN store st ON st.id = @store LEFT JOIN stock k ON k.store = @store AND k.product = p.id", new { store }, transaction))
                    .ToDictionary(r => Code.Key(r.Sku), StringComparer.Ordinal);
                var own = (await connection.QueryAsync<(long Product, long Price)>(
                    "SELECT product, price FROM stock WHERE store = @store AND price IS NOT NULL", new { store }, transaction)).ToDictionary(p => p.Product, p => p.Price);
                var unknown = rows.Where(r => !before.ContainsKey(Code.Key(r.Sku))).ToList();
                var wanted = rows.Where(r => before.ContainsKey(Code.Key(r.Sku))).Select(r => Wanted(r, before[Code.Key(r.Sku)], own)).ToList();
                var changed = wanted.Where(w => w.Before != w.After).ToList();
                if (!dryRun && unknown.Count == 0)
                {
                    await WriteAsync(connection, transaction, store, changed, origin);
                }

                var created = changed.Count(w => w.Row is { Version: 0, Seq: 0 });
                return (created, changed.Count - created, wanted.Count - changed.Count, unknown);
            },
            ct);

    private static (StockRow Row, StockLevels Before, StockLevels After) Wanted(LevelsRow wanted, StockRow row, Dictionary<long, long> ownPrices)
    {
        var own = ownPrices.TryGetValue(row.Product, out var price) ? price : (long?)null;
        var before = new StockLevels(row.ReorderPoint, row.TargetLevel, own);

        // An exported list names the price in force. Sent back as it was, it does not tie a store to the catalogue's price of today.
        var isSame = wanted.Price.Value == row.Price;
        return (row, before, new StockLevels(
            wanted.ReorderPoint.IsGiven ? wanted.ReorderPoint.Value : before.ReorderPoint,
            wanted.TargetLevel.IsGiven ? wanted.TargetLevel.Value : before.TargetLevel,
            wanted.Price.IsGiven && !isSame ? wanted.Price.Value : before.Price));
    }

    private static async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, long store, List<(StockRow Row, StockLevels Before, StockLevels After)> changed, Origin origin)
    {
        var records = new List<AuditChange>(changed.Count);
        foreach (var (row, before, after) in changed)
        {
            await StockStore.WriteLevelsAsync(connection, transaction, store, row, after);
            await StockStore.UpdateAlertsAsync(connection, transaction, store, row, row with { ReorderPoint = after.ReorderPoint, TargetLevel = after.TargetLevel }, origin.At);
            if (StockStore.ChangeOf(row, before, after) is { } record)
            {
                records.Add(record);
            }
        }

        await AuditLog.AppendAsync(connection, transaction, origin, records);
    }
}
