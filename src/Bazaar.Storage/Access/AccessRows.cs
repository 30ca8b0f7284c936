using System.Data.Common;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Access;

/// <summary>What users and keys have in common.</summary>
internal static class AccessRows
{
    /// <summary>Waits for its turn: changes of users and keys happen one after the other.</summary>
    public static Task<int> LockAsync(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("UPDATE access_head SET version = version + 1 WHERE id = 1", transaction: transaction);

    /// <summary>True when a user, or a device whose key is not revoked, has the name: what stands in an entry must mean one of them.</summary>
    public static async Task<bool> NameIsTakenAsync(DbConnection connection, DbTransaction transaction, string key) =>
        await connection.ExecuteScalarAsync<long>(
            "SELECT (SELECT count(*) FROM app_user WHERE name_key = @key) + (SELECT count(*) FROM api_key WHERE name_key = @key AND revoked_at IS NULL) AS Taken", new { key }, transaction) > 0;

    /// <summary>The codes of the stores that a user or key has the right to.</summary>
    public static async Task<IReadOnlyList<string>> StoresAsync(DbConnection connection, DbTransaction? transaction, string table, string column, long id) =>
        (await connection.QueryAsync<string>($"SELECT s.code AS Code FROM {table} m JOIN store s ON s.id = m.store WHERE m.{column} = @id ORDER BY s.code_key", new { id }, transaction)).AsList();

    /// <summary>The first of these stores that there is not; null when all are there.</summary>
    public static async Task<string?> FindUnknownStoreAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<string> stores)
    {
        foreach (var store in stores)
        {
            if (await connection.ExecuteScalarAsync<long?>("SELECT id FROM store WHERE code_key = @key", new { key = Code.Key(store) }, transaction) is null)
            {
                return store;
            }
        }

        return null;
    }

    /// <summary>Sets the stores that a user or key has the right to.</summary>
    public static async Task SetStoresAsync(DbConnection connection, DbTransaction transaction, string table, string column, long id, IReadOnlyList<string> stores)
    {
        await connection.ExecuteAsync($"DELETE FROM {table} WHERE {column} = @id", new { id }, transaction);
        foreach (var key in stores.Select(Code.Key).Distinct())
        {
            await connection.ExecuteAsync($"INSERT INTO {table} ({column}, store) SELECT @id, s.id FROM store s WHERE s.code_key = @key", new { id, key }, transaction);
        }
    }
}
