using System.Data.Common;
using Bazaar.Domain.Access;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Access;

/// <summary>Reads and changes users.</summary>
/// <param name="database">The engine.</param>
public sealed class UserStore(IDatabase database)
{
    private const string Select = """
        SELECT u.id AS Id, u.name AS Name, u.display_name AS DisplayName, u.role AS Role, u.all_stores AS AllStores, u.withheld AS Withheld, u.password_hash AS PasswordHash,
          u.disabled_at AS DisabledAt, u.stamp AS Stamp, u.version AS Version, u.created_at AS CreatedAt
        FROM app_user u
        """;

    /// <summary>True when there is anyone at all: then everybody must sign in.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.ExecuteScalarAsync<long?>("SELECT id FROM app_user ORDER BY id LIMIT 1") is not null;
    }

    /// <summary>Finds a user by name, letter case ignored.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<UserRow?> FindAsync(string name, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await FindAsync(lease.Connection, null, name);
    }

    /// <summary>Finds a user by number.</summary>
    /// <param name="id">The number.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<UserRow?> FindAsync(long id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await WithStoresAsync(lease.Connection, null, await lease.Connection.QuerySingleOrDefaultAsync<UserRow>($"{Select} WHERE u.id = @id", new { id }));
    }

    /// <summary>Lists users by name.</summary>
    /// <param name="afterKey">The name to go on after; empty for the first.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<UserRow>> ListAsync(string afterKey, int limit, CancellationToken ct)
    {
        const string Page = "name_key > @afterKey ORDER BY name_key LIMIT @limit";
        using var lease = await database.ReadAsync(ct);
        var rows = await lease.Connection.QueryAsync<UserRow>($"{Select} WHERE {Page}", new { afterKey, limit });
        var stores = (await lease.Connection.QueryAsync<(long User, string Code)>(
            $"""
            SELECT m.user_id AS Owner, s.code AS Code FROM user_store m JOIN store s ON s.id = m.store
            WHERE m.user_id IN (SELECT id FROM app_user WHERE {Page}) ORDER BY s.code_key
            """,
            new { afterKey, limit })).ToLookup(s => s.User, s => s.Code);
        return [.. rows.Select(r => r with { Stores = [.. stores[r.Id]] })];
    }

    /// <summary>Adds a user.</summary>
    /// <param name="user">The user; number, stamp and version are filled in.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The user, or what stands in the way; with an unknown store, its code.</returns>
    public Task<(AccessOutcome Outcome, UserRow? User, string? UnknownStore)> AddAsync(UserRow user, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(AccessOutcome, UserRow?, string?)>(
            async (connection, transaction) =>
            {
                await AccessRows.LockAsync(connection, transaction);
                var key = Code.Key(user.Name);
                if (await AccessRows.NameIsTakenAsync(connection, transaction, key))
                {
                    return (AccessOutcome.Exists, null, null);
                }

                // The first user must be able to add the others.
                if (!await LeavesAdministratorAsync(connection, transaction, user))
                {
                    return (AccessOutcome.LastAdministrator, null, null);
                }

                if (await AccessRows.FindUnknownStoreAsync(connection, transaction, user.Stores) is { } unknown)
                {
                    return (AccessOutcome.UnknownStore, null, unknown);
                }

                var id = await connection.ExecuteScalarAsync<long>(
                    """
                    INSERT INTO app_user (name, name_key, display_name, role, all_stores, withheld, password_hash, created_at, updated_at)
                    VALUES (@Name, @key, @DisplayName, @Role, @AllStores, @Withheld, @PasswordHash, @now, @now) RETURNING id
                    """,
                    new { user.Name, key, user.DisplayName, user.Role, user.AllStores, user.Withheld, user.PasswordHash, now = Clock.ToMicros(origin.At) },
                    transaction);
                await AccessRows.SetStoresAsync(connection, transaction, "user_store", "user_id", id, user.Stores);
                var added = (await FindAsync(connection, transaction, user.Name))!;
                await AuditLog.AppendAsync(connection, transaction, origin, Changed(null, added).ToChange("user.add", added.Name)!);
                return (AccessOutcome.Done, added, null);
            },
            ct);

    /// <summary>Changes a user. A new password or being disabled ends all their sessions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version that was read; null: whatever it is.</param>
    /// <param name="change">Makes the new row of the old one.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(AccessOutcome Outcome, UserRow? User, string? UnknownStore)> EditAsync(string name, long? version, Func<UserRow, UserRow> change, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(AccessOutcome, UserRow?, string?)>(
            async (connection, transaction) =>
            {
                await AccessRows.LockAsync(connection, transaction);
                if (await FindAsync(connection, transaction, name) is not { } before)
                {
                    return (AccessOutcome.NotFound, null, null);
                }

                if (version is { } v && v != before.Version)
                {
                    return (AccessOutcome.VersionMismatch, before, null);
                }

                var after = change(before);
                if (await AccessRows.FindUnknownStoreAsync(connection, transaction, after.Stores) is { } unknown)
                {
                    return (AccessOutcome.UnknownStore, before, unknown);
                }

                if (!await LeavesAdministratorAsync(connection, transaction, after))
                {
                    return (AccessOutcome.LastAdministrator, before, null);
                }

                var endsSessions = after.PasswordHash != before.PasswordHash || (after.DisabledAt is not null && before.DisabledAt is null);
                await connection.ExecuteAsync(
                    """
                    UPDATE app_user SET display_name = @DisplayName, role = @Role, all_stores = @AllStores, withheld = @Withheld, password_hash = @PasswordHash,
                      disabled_at = @DisabledAt, stamp = stamp + @more, version = version + 1, updated_at = @now WHERE id = @Id
                    """,
                    new
                    {
                        after.DisplayName, after.Role, after.AllStores, after.Withheld, after.PasswordHash, after.DisabledAt, more = endsSessions ? 1L : 0L,
                        now = Clock.ToMicros(origin.At), after.Id,
                    },
                    transaction);
                await AccessRows.SetStoresAsync(connection, transaction, "user_store", "user_id", after.Id, after.Stores);
                var edited = (await FindAsync(connection, transaction, name))!;
                await AuditAsync(connection, transaction, origin, before, edited);
                return (AccessOutcome.Done, edited, null);
            },
            ct);

    /// <summary>Keeps a password at the newest cost; nothing else changes, and nobody is signed out.</summary>
    /// <param name="id">The user.</param>
    /// <param name="before">The hash that was verified.</param>
    /// <param name="after">The same password's new hash.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<int> RehashAsync(long id, string before, string after, CancellationToken ct) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("UPDATE app_user SET password_hash = @after WHERE id = @id AND password_hash = @before", new { id, before, after }, transaction), ct);

    private static async Task<UserRow?> FindAsync(DbConnection connection, DbTransaction? transaction, string name) => await WithStoresAsync(
        connection, transaction, await connection.QuerySingleOrDefaultAsync<UserRow>($"{Select} WHERE u.name_key = @key", new { key = Code.Key(name) }, transaction));

    private static async Task<UserRow?> WithStoresAsync(DbConnection connection, DbTransaction? transaction, UserRow? user) =>
        user is null ? null : user with { Stores = await AccessRows.StoresAsync(connection, transaction, "user_store", "user_id", user.Id) };

    private static async Task<bool> LeavesAdministratorAsync(DbConnection connection, DbTransaction transaction, UserRow user) =>
        (user.Role == Role.Admin.Name() && user.DisabledAt is null)
        || await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) AS Others FROM app_user WHERE role = @admin AND disabled_at IS NULL AND id <> @Id", new { admin = Role.Admin.Name(), user.Id }, transaction) > 0;

    private static async Task AuditAsync(DbConnection connection, DbTransaction transaction, Origin origin, UserRow before, UserRow after)
    {
        var action = before.DisabledAt is null == after.DisabledAt is null ? "user.edit" : after.DisabledAt is null ? "user.enable" : "user.disable";
        List<AuditChange> changes = [];
        if (Changed(before, after).ToChange(action, after.Name) is { } change)
        {
            changes.Add(change);
        }

        if (before.PasswordHash != after.PasswordHash)
        {
            // That it changed is told; what it is, in any form, is not.
            changes.Add(new AuditChange("user.password", after.Name));
        }

        await AuditLog.AppendAsync(connection, transaction, origin, changes);
    }

    private static ChangedFields Changed(UserRow? before, UserRow after)
    {
        var was = before ?? after;
        return new ChangedFields(before is null)
            .Text("displayName", was.DisplayName, after.DisplayName)
            .Text("role", was.Role, after.Role)
            .Flag("allStores", was.AllStores == 1, after.AllStores == 1)
            .List("stores", was.Stores, after.Stores, (json, store) => json.WriteStringValue(store))
            .List("withheld", was.WithheldScopes, after.WithheldScopes, (json, scope) => json.WriteStringValue(scope))
            .Flag("disabled", was.DisabledAt is not null, after.DisabledAt is not null);
    }
}
