using System.Data.Common;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Copying;

/// <summary>
/// Copies everything from a database of one engine into an empty one of another: same ids, same sequences, same hashes. Goes table by table as the schema says,
/// so that tables of later migrations come along. All in one transaction, which is kept only after the copy has proven itself.
/// </summary>
public static class DatabaseCopy
{
    /// <summary>The table that says which migrations were made; each database has its own.</summary>
    internal const string MigrationTable = "schema_migration";

    /// <summary>Copies.</summary>
    /// <param name="from">What to copy. It may go on being read; what is posted meanwhile is not in the copy.</param>
    /// <param name="to">Where to; it must be empty.</param>
    /// <param name="progress">Told after each table and now and then within one: its name and the rows copied.</param>
    /// <param name="ct">Gives up; nothing is kept.</param>
    /// <returns>What was checked in the copy, and how many rows it has.</returns>
    /// <exception cref="DatabaseRefusedException">It cannot be done; the message says why. The target is as it was.</exception>
    public static async Task<(IReadOnlyList<CheckedStore> Stores, long Rows)> RunAsync(ILedgerDatabase from, ICopyTarget to, Action<string, long> progress, CancellationToken ct)
    {
        using var lease = await from.ReadAsync(ct);
        lease.TakeYourTime();
        var source = lease.Connection;
        await source.ExecuteAsync("BEGIN TRANSACTION");
        try
        {
            await RefuseFilledAsync(to);
            var rows = 0L;
            foreach (var table in to.Tables)
            {
                await to.ClearAsync(table);
            }

            foreach (var table in to.Tables.Reverse())
            {
                rows += await CopyTableAsync(source, to, table, progress, ct);
            }

            var stores = await CompareAsync(source, to, ct);
            await to.CommitAsync();
            return (stores, rows);
        }
        finally
        {
            await source.ExecuteAsync("ROLLBACK TRANSACTION");
        }
    }

    private static async Task<long> CopyTableAsync(DbConnection source, ICopyTarget to, CopyTable table, Action<string, long> progress, CancellationToken ct)
    {
        await using var command = source.CreateCommand();
        command.CommandText = $"SELECT {table.ColumnList} FROM {table.Quoted}";
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = await to.WriteAsync(table, reader, count => progress(table.Name, count), ct);
        progress(table.Name, rows);
        return rows;
    }

    private static async Task RefuseFilledAsync(ICopyTarget to)
    {
        foreach (var table in (string[])["store", "product", "entry"])
        {
            if (await to.Connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) q") > 0)
            {
                throw new DatabaseRefusedException($"{to.Name} is not empty: it has rows in {table}. Copy into a database in which no Bazaar was ever opened.");
            }
        }
    }

    /// <summary>The copy proves itself before it is kept: its ledger is sound, and ends where the original does.</summary>
    private static async Task<IReadOnlyList<CheckedStore>> CompareAsync(DbConnection source, ICopyTarget to, CancellationToken ct)
    {
        const string Heads = "SELECT s.code, h.seq, h.hash FROM store s JOIN store_head h ON h.store = s.id";
        var (stores, findings) = await LedgerCheck.RunAsync(to.Connection, null, ct);
        var heads = (await source.QueryAsync<(string Code, long Seq, byte[] Hash)>(Heads)).ToDictionary(h => h.Code, StringComparer.Ordinal);
        if (findings.Count > 0)
        {
            throw new DatabaseRefusedException($"The copy is not sound, so it was not kept: {findings[0].Message} Run `bazaar check` on the original.");
        }

        foreach (var store in stores)
        {
            if (!heads.Remove(store.Store, out var head) || head.Seq != store.Seq || !head.Hash.AsSpan().SequenceEqual(store.Hash))
            {
                throw new DatabaseRefusedException($"The copy of {store.Store} ends elsewhere than the original, so nothing was kept.");
            }
        }

        const string Trail = "SELECT seq, hash FROM audit_head WHERE id = 1";
        var (was, trail) = (await source.QuerySingleAsync<(long Seq, byte[] Hash)>(Trail), await to.Connection.QuerySingleAsync<(long Seq, byte[] Hash)>(Trail));
        if (was.Seq != trail.Seq || !was.Hash.AsSpan().SequenceEqual(trail.Hash))
        {
            throw new DatabaseRefusedException("The copy of the audit trail ends elsewhere than the original, so nothing was kept.");
        }

        return heads.Count == 0 ? stores : throw new DatabaseRefusedException($"{heads.Keys.First()} is missing from the copy, so nothing was kept.");
    }
}
