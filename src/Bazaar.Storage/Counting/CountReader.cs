using System.Data.Common;
using Dapper;

namespace Bazaar.Storage.Counting;

/// <summary>Reads counts.</summary>
internal static class CountReader
{
    /// <summary>The most codes that an overview lists.</summary>
    private const int MaxCodes = 1_000;

    public const string Select = """
        SELECT c.number AS Number, c.id AS Id, c.store AS StoreId, s.code AS Store, c.name AS Name, c.category AS Category, c.blind AS Blind, c.status AS Status,
          c.opened_at AS OpenedAt, c.opened_by AS OpenedBy, c.ended_at AS EndedAt, c.ended_by AS EndedBy, c.scans AS Scans, c.missing AS Missing,
          c.counted_at AS CountedAt, c.entry_id AS EntryId, c.entry_seq AS EntrySeq, c.fingerprint AS Fingerprint
        FROM count_session c JOIN store s ON s.id = c.store
        """;

    public static Task<CountRow?> FindAsync(DbConnection connection, DbTransaction? transaction, Guid id) =>
        connection.QuerySingleOrDefaultAsync<CountRow>($"{Select} WHERE c.id = @id", new { id = id.ToByteArray(bigEndian: true) }, transaction);

    /// <summary>Finds a count and holds it until the transaction ends: nobody else adds to it or ends it meanwhile.</summary>
    public static async Task<CountRow?> LockAsync(DbConnection connection, DbTransaction? transaction, Guid id) =>
        await connection.ExecuteScalarAsync<long?>(
            "UPDATE count_session SET status = status WHERE id = @id RETURNING number", new { id = id.ToByteArray(bigEndian: true) }, transaction) is null
            ? null
            : await FindAsync(connection, transaction, id);

    public static async Task<CountOverview> ReadOverviewAsync(DbConnection connection, CountRow row)
    {
        var session = new { row.Number, MaxCodes };
        var products = await connection.ExecuteScalarAsync<long>("SELECT count(DISTINCT product) FROM count_scan WHERE session = @Number", session);
        var counters = await connection.QueryAsync<CounterRow>(
            "SELECT counter AS Counter, count(*) AS Scans, count(DISTINCT product) AS Products, max(at) AS LastAt FROM count_scan WHERE session = @Number GROUP BY counter ORDER BY counter", session);
        return new CountOverview(row, products, counters.AsList(), await ReadCodesAsync(connection, null, row.Number));
    }

    public static async Task<IReadOnlyList<CodeRow>> ReadCodesAsync(DbConnection connection, DbTransaction? transaction, long number) =>
        (await connection.QueryAsync<CodeRow>(
            """
            SELECT min(s.code) AS Code, min(s.why) AS Why, count(*) AS Scans, sum(s.quantity) AS Quantity, max(CASE WHEN r.code_key IS NULL THEN 0 ELSE 1 END) AS Dropped, max(r.reason) AS Reason
            FROM count_scan s LEFT JOIN count_code r ON r.session = s.session AND r.code_key = s.code_key
            WHERE s.session = @number AND s.product IS NULL GROUP BY s.code_key ORDER BY 5, 1 LIMIT @MaxCodes
            """,
            new { number, MaxCodes },
            transaction)).AsList();
}
