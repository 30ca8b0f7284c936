using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Dapper;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Brings a PostgreSQL database up to the schema this program needs; forward only, one transaction per step.</summary>
public static class PostgresMigrations
{
    private const string TakeTurn = "SELECT pg_advisory_lock(4817, 0)";

    /// <summary>
    /// Texts sort and compare by their bytes, as in SQLite, whatever the database's own collation is: pages, keys and reports come in the same order on both engines,
    /// and no upgrade of the operating system changes an index. Done here, so that no migration can forget it.
    /// </summary>
    private const string SortByBytes = """
        DO $$
        DECLARE c record;
        BEGIN
          FOR c IN
            SELECT a.attrelid::regclass AS tab, a.attname AS col FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
            WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') AND a.atttypid = 'text'::regtype AND a.attnum > 0
              AND NOT a.attisdropped AND a.attcollation <> '"C"'::regcollation
          LOOP
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE text COLLATE "C"', c.tab, c.col);
          END LOOP;
        END $$
        """;

    internal static IReadOnlyList<Migration> All { get; } = Migration.Load("postgres");

    /// <summary>Applies what is missing. Two at once are safe: the second finds nothing left to do.</summary>
    /// <param name="setting">Which database.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The names of the migrations applied.</returns>
    /// <exception cref="DatabaseRefusedException">It cannot be done; the message says why and what to do.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(PostgresSetting setting, TimeProvider clock, CancellationToken ct = default)
    {
        await using var source = PostgresDatabase.Source(setting, "migrate", 2, "");
        try
        {
            await using var connection = await PostgresDatabase.OpenAsync(source, ct);
            return await ApplyAsync(connection, setting, clock, ct);
        }
        catch (StorageUnavailableException failure)
        {
            throw Refuse(setting, failure.InnerException!);
        }
    }

    /// <summary>Makes sure that the schema fits before anything is served: fills an empty database, refuses an older or newer one.</summary>
    /// <param name="setting">Which database.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DatabaseRefusedException">It does not fit; the message says why and what to do.</exception>
    internal static async Task CheckAsync(PostgresSetting setting, TimeProvider clock, CancellationToken ct)
    {
        await using var source = PostgresDatabase.Source(setting, "start", 2, "");
        try
        {
            await using var connection = await PostgresDatabase.OpenAsync(source, ct);
            if (await ReadVersionAsync(connection, setting) is not { } version)
            {
                await ApplyAsync(connection, setting, clock, ct);
                return;
            }

            if (version < All[^1].Number)
            {
                // Another node may be filling the database at this very moment: wait for it, and look again.
                await connection.ExecuteAsync(TakeTurn);
                version = await ReadVersionAsync(connection, setting) ?? version;
            }

            if (version < All[^1].Number)
            {
                throw new DatabaseRefusedException($"{setting} has the schema of an older Bazaar ({version}; this program needs {All[^1].Number}). Run `bazaar migrate` first; nodes that run may go on running.");
            }
        }
        catch (StorageUnavailableException failure)
        {
            throw Refuse(setting, failure.InnerException!);
        }
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(PostgresConnection connection, PostgresSetting setting, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await connection.ExecuteAsync(TakeTurn);
            var version = await ReadVersionAsync(connection, setting) ?? 0;
            var missing = All.Where(m => m.Number > version).ToList();
            foreach (var migration in missing)
            {
                await ApplyAsync(connection.Inner, migration, clock.GetUtcNow(), ct);
            }

            return [.. missing.Select(m => m.Name)];
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseRefusedException($"{setting} has no schema yet, or an older one, and the role {setting.Connection.Username} may not change it ({failure.MessageText}). Run `bazaar migrate` as the owner of the database.", failure);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var schema = new NpgsqlCommand(migration.Sql, connection, transaction) { CommandTimeout = 0 })
        {
            await schema.ExecuteNonQueryAsync(ct);
        }

        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_migration (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)", transaction: transaction);
        await connection.ExecuteAsync(SortByBytes, transaction: transaction);
        await connection.ExecuteAsync(
            "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (@Number, @Name, @Checksum, @at)",
            new { Number = (long)migration.Number, migration.Name, migration.Checksum, at = Clock.ToMicros(now) },
            transaction);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>The newest migration that was applied; null when the database is empty.</summary>
    private static async Task<long?> ReadVersionAsync(PostgresConnection connection, PostgresSetting setting)
    {
        var tables = (await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")).AsList();
        if (tables.Count == 0)
        {
            return null;
        }

        if (!tables.Contains("schema_migration"))
        {
            throw new DatabaseRefusedException($"{setting} holds the tables of another program (such as {tables.Order(StringComparer.Ordinal).First()}). Name an empty database.");
        }

        var version = await connection.ExecuteScalarAsync<long>("SELECT coalesce(max(number), 0) FROM schema_migration");
        return version <= All[^1].Number
            ? version
            : throw new DatabaseRefusedException($"{setting} was written by a newer Bazaar (schema {version}, this program knows {All[^1].Number}). Update this program.");
    }

    private static DatabaseRefusedException Refuse(PostgresSetting setting, Exception failure) => new($"BAZAAR_DATABASE: {setting}: {PostgresErrors.Advice(failure)}", failure);
}
