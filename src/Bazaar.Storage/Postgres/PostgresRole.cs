using Dapper;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Gives a role what the server needs and no more: it may add to the ledger and the audit trail, and never change or remove what stands there.</summary>
public static class PostgresRole
{
    // What a table's guards refuse, no right is given for: UPDATE, DELETE and TRUNCATE (16, 8 and 32 in the catalogue).
    private const string ReadTables = """
        SELECT t.relname::text AS Name,
          EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = t.oid AND NOT g.tgisinternal AND g.tgtype & 56 = 56 AND cardinality(g.tgattr::int2[]) = 0) AS InsertOnly
        FROM pg_class t WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') ORDER BY t.relname
        """;

    /// <summary>Grants the rights. Run it again after a migration that adds tables.</summary>
    /// <param name="setting">The database, as its owner.</param>
    /// <param name="role">The role; it must exist.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The tables that it may only add to.</returns>
    /// <exception cref="DatabaseRefusedException">There is no such role, or the rights are not ours to give.</exception>
    public static async Task<IReadOnlyList<string>> GrantAsync(PostgresSetting setting, string role, CancellationToken ct = default)
    {
        await using var source = PostgresDatabase.Source(setting, "migrate", 1, "");
        await using var connection = await PostgresDatabase.OpenAsync(source, ct);
        try
        {
            var tables = (await connection.QueryAsync<(string Name, long InsertOnly)>(ReadTables)).AsList();
            var names = await connection.QuerySingleAsync<(string Schema, string Database, string Role)>(
                "SELECT quote_ident(current_schema()), quote_ident(current_database()), quote_ident(@role)", new { role });
            await using var transaction = await connection.Inner.BeginTransactionAsync(ct);
            List<string> grants = [$"GRANT CONNECT ON DATABASE {names.Database} TO {names.Role}", $"GRANT USAGE ON SCHEMA {names.Schema} TO {names.Role}"];
            grants.AddRange(tables.Select(t => $"REVOKE ALL ON {Quoted(t.Name)} FROM {names.Role}"));
            grants.AddRange(tables.Select(t => $"GRANT {RightsOn(t.Name, t.InsertOnly != 0)} ON {Quoted(t.Name)} TO {names.Role}"));
            grants.Add($"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {names.Schema} TO {names.Role}");
            foreach (var grant in grants)
            {
                await connection.ExecuteAsync(grant, transaction: transaction);
            }

            await transaction.CommitAsync(CancellationToken.None);
            return [.. tables.Where(t => t.InsertOnly != 0).Select(t => t.Name)];
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UndefinedObject)
        {
            throw new DatabaseRefusedException($"There is no role {role}. Create it first: createuser --pwprompt {role}", failure);
        }
        catch (Ledger.StorageUnavailableException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused)
        {
            throw new DatabaseRefusedException($"{setting}: these rights are not {setting.Connection.Username}'s to give ({refused.MessageText}). Run this as the owner of the tables.", failure);
        }
    }

    private static string RightsOn(string table, bool insertOnly) => table == "schema_migration" ? "SELECT" : insertOnly ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";

    // Our own tables' names are plain words; quotes keep a word that SQL knows from being one.
    private static string Quoted(string name) => $"\"{name}\"";
}
