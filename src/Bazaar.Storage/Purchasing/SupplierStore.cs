using System.Data.Common;
using System.Text.Json.Nodes;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>A supplier as it is stored.</summary>
public sealed record SupplierRow
{
    /// <summary>The database's own number.</summary>
    public long Id { get; init; }

    /// <summary>The code, as written.</summary>
    public required string Code { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>How to call them.</summary>
    public string? Phone { get; init; }

    /// <summary>Where to write to.</summary>
    public string? Email { get; init; }

    /// <summary>Days from order to delivery, as a rule.</summary>
    public long? LeadTimeDays { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>When it was archived.</summary>
    public long? ArchivedAt { get; init; }

    /// <summary>Grows with each change.</summary>
    public long Version { get; init; }

    internal JsonObject ToAudit() => new()
    {
        ["code"] = Code,
        ["name"] = Name,
        ["phone"] = Phone,
        ["email"] = Email,
        ["leadTimeDays"] = LeadTimeDays,
        ["note"] = Note,
        ["active"] = ArchivedAt is null,
    };
}

/// <summary>Reads and changes suppliers.</summary>
/// <param name="database">The engine.</param>
public sealed class SupplierStore(IDatabase database)
{
    private const string Select = """
        SELECT id, code, name, phone, email, lead_time_days AS LeadTimeDays, note, archived_at AS ArchivedAt, version FROM supplier
        """;

    /// <summary>Finds a supplier.</summary>
    /// <param name="code">Its code, letter case ignored.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<SupplierRow?> FindAsync(string code, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await FindAsync(lease.Connection, null, code);
    }

    /// <summary>Lists suppliers by code.</summary>
    /// <param name="query">A part of the code or name.</param>
    /// <param name="active">Only active ones, or only archived ones; both when null.</param>
    /// <param name="afterKey">The code to go on after.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<SupplierRow>> ListAsync(string? query, bool? active, string? afterKey, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var state = active switch { null => "1 = 1", true => "archived_at IS NULL", false => "archived_at IS NOT NULL" };
        return (await lease.Connection.QueryAsync<SupplierRow>(
            $"""
            {Select} WHERE {state} AND (@afterKey IS NULL OR code_key > @afterKey)
              AND (@like IS NULL OR code_key LIKE @keyLike ESCAPE '!' OR lower(name) LIKE @like ESCAPE '!')
            ORDER BY code_key LIMIT @limit
            """,
            new { afterKey, limit, like = SqlText.Contains(query?.ToLowerInvariant()), keyLike = SqlText.Contains(query?.ToUpperInvariant()) })).AsList();
    }

    /// <summary>Adds a supplier.</summary>
    /// <param name="supplier">The supplier; id and version are filled in.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CatalogOutcome Outcome, SupplierRow Supplier)> AddAsync(SupplierRow supplier, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var id = await connection.ExecuteScalarAsync<long?>(
                """
                INSERT INTO supplier (code, code_key, name, phone, email, lead_time_days, note, created_at, updated_at)
                VALUES (@Code, @key, @Name, @Phone, @Email, @LeadTimeDays, @Note, @now, @now) ON CONFLICT (code_key) DO NOTHING RETURNING id
                """,
                new { supplier.Code, key = Code.Key(supplier.Code), supplier.Name, supplier.Phone, supplier.Email, supplier.LeadTimeDays, supplier.Note, now = Clock.ToMicros(origin.At) },
                transaction);
            var row = (await FindAsync(connection, transaction, supplier.Code))!;
            if (id is null)
            {
                return (CatalogOutcome.Exists, row);
            }

            await AuditLog.AppendAsync(connection, transaction, origin, AuditText.Change("supplier.add", row.Code, null, null, row.ToAudit())!);
            return (CatalogOutcome.Done, row);
        },
        ct);

    /// <summary>Changes a supplier.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="version">The version that was read; null: whatever it is.</param>
    /// <param name="action">What the audit trail calls it.</param>
    /// <param name="change">Makes the new row of the old one.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CatalogOutcome Outcome, SupplierRow? Supplier)> EditAsync(
        string code, long? version, string action, Func<SupplierRow, SupplierRow> change, Origin origin, CancellationToken ct) => database.WriteAsync<(CatalogOutcome, SupplierRow?)>(
        async (connection, transaction) =>
        {
            // Writing the row as it is locks it, on every engine.
            var key = Code.Key(code);
            if (await connection.ExecuteAsync("UPDATE supplier SET version = version WHERE code_key = @key", new { key }, transaction) == 0)
            {
                return (CatalogOutcome.NotFound, null);
            }

            var before = (await FindAsync(connection, transaction, code))!;
            if (version is { } v && v != before.Version)
            {
                return (CatalogOutcome.VersionMismatch, before);
            }

            var after = change(before);
            if (AuditText.Change(action, before.Code, null, before.ToAudit(), after.ToAudit()) is not { } changed)
            {
                return (CatalogOutcome.Done, before);
            }

            await connection.ExecuteAsync(
                """
                UPDATE supplier SET name = @Name, phone = @Phone, email = @Email, lead_time_days = @LeadTimeDays, note = @Note, archived_at = @ArchivedAt,
                  version = version + 1, updated_at = @now WHERE id = @Id
                """,
                new { after.Id, after.Name, after.Phone, after.Email, after.LeadTimeDays, after.Note, after.ArchivedAt, now = Clock.ToMicros(origin.At) },
                transaction);
            await AuditLog.AppendAsync(connection, transaction, origin, changed);
            return (CatalogOutcome.Done, after with { Version = before.Version + 1 });
        },
        ct);

    internal static Task<SupplierRow?> FindAsync(DbConnection connection, DbTransaction? transaction, string code) =>
        connection.QuerySingleOrDefaultAsync<SupplierRow?>($"{Select} WHERE code_key = @key", new { key = Code.Key(code) }, transaction);
}
