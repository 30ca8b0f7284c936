using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Access;

/// <summary>Reads, adds and revokes API keys.</summary>
/// <param name="database">The engine.</param>
public sealed class ApiKeyStore(IDatabase database)
{
    private const string Select = """
        SELECT k.id AS Id, k.name AS Name, k.prefix AS Prefix, k.secret_hash AS SecretHash, k.scopes AS Scopes, k.all_stores AS AllStores, k.created_at AS CreatedAt,
          k.created_by AS CreatedBy, k.expires_at AS ExpiresAt, k.revoked_at AS RevokedAt
        FROM api_key k
        """;

    /// <summary>Finds a key by the part that may be shown.</summary>
    /// <param name="prefix">That part.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<ApiKeyRow?> FindAsync(string prefix, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleOrDefaultAsync<ApiKeyRow>($"{Select} WHERE k.prefix = @prefix", new { prefix }) is { } row
            ? row with { Stores = await AccessRows.StoresAsync(lease.Connection, null, "api_key_store", "api_key", row.Id) }
            : null;
    }

    /// <summary>Lists keys, newest first.</summary>
    /// <param name="before">Only numbers before this one.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(long before, int limit, CancellationToken ct)
    {
        const string Page = "id < @before ORDER BY id DESC LIMIT @limit";
        using var lease = await database.ReadAsync(ct);
        var rows = await lease.Connection.QueryAsync<ApiKeyRow>($"{Select} WHERE k.{Page}", new { before, limit });
        var stores = (await lease.Connection.QueryAsync<(long Key, string Code)>(
            $"""
            SELECT m.api_key AS Owner, s.code AS Code FROM api_key_store m JOIN store s ON s.id = m.store
            WHERE m.api_key IN (SELECT id FROM api_key WHERE {Page}) ORDER BY s.code_key
            """,
            new { before, limit })).ToLookup(s => s.Key, s => s.Code);
        return [.. rows.Select(r => r with { Stores = [.. stores[r.Id]] })];
    }

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key; its number is filled in.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(AccessOutcome Outcome, string? UnknownStore)> AddAsync(ApiKeyRow key, Origin origin, CancellationToken ct) => database.WriteAsync<(AccessOutcome, string?)>(
        async (connection, transaction) =>
        {
            await AccessRows.LockAsync(connection, transaction);
            var nameKey = Code.Key(key.Name);
            if (await AccessRows.NameIsTakenAsync(connection, transaction, nameKey))
            {
                return (AccessOutcome.Exists, null);
            }

            if (await AccessRows.FindUnknownStoreAsync(connection, transaction, key.Stores) is { } unknown)
            {
                return (AccessOutcome.UnknownStore, unknown);
            }

            var id = await connection.ExecuteScalarAsync<long>(
                """
                INSERT INTO api_key (name, name_key, prefix, secret_hash, scopes, all_stores, created_at, created_by, expires_at)
                VALUES (@Name, @nameKey, @Prefix, @SecretHash, @Scopes, @AllStores, @now, @Actor, @ExpiresAt) RETURNING id
                """,
                new { key.Name, nameKey, key.Prefix, key.SecretHash, key.Scopes, key.AllStores, now = Clock.ToMicros(origin.At), origin.Actor, key.ExpiresAt },
                transaction);
            await AccessRows.SetStoresAsync(connection, transaction, "api_key_store", "api_key", id, key.Stores);
            var change = new ChangedFields(isNew: true)
                .Text("name", null, key.Name)
                .Flag("allStores", key.AllStores == 1, key.AllStores == 1)
                .List("stores", [], key.Stores, (json, store) => json.WriteStringValue(store))
                .List("scopes", [], key.ScopeNames, (json, scope) => json.WriteStringValue(scope))
                .Time("expiresAt", null, key.ExpiresAt);
            await AuditLog.AppendAsync(connection, transaction, origin, change.ToChange("key.add", key.Prefix)!);
            return (AccessOutcome.Done, null);
        },
        ct);

    /// <summary>Revokes a key. Revoking it again changes nothing.</summary>
    /// <param name="prefix">The part that may be shown.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<AccessOutcome> RevokeAsync(string prefix, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await AccessRows.LockAsync(connection, transaction);
            if (await connection.QuerySingleOrDefaultAsync<ApiKeyRow>($"{Select} WHERE k.prefix = @prefix", new { prefix }, transaction) is not { } row)
            {
                return AccessOutcome.NotFound;
            }

            if (row.RevokedAt is null)
            {
                await connection.ExecuteAsync("UPDATE api_key SET revoked_at = @now WHERE id = @Id", new { now = Clock.ToMicros(origin.At), row.Id }, transaction);
                var change = new ChangedFields(isNew: false).Text("name", "", row.Name).Time("revokedAt", null, Clock.ToMicros(origin.At));
                await AuditLog.AppendAsync(connection, transaction, origin, change.ToChange("key.revoke", prefix)!);
            }

            return AccessOutcome.Done;
        },
        ct);
}
