using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>Names terms: for one store or for all, a product, a supplier.</summary>
/// <param name="Store">The store's code; null for all.</param>
/// <param name="Sku">The product.</param>
/// <param name="Supplier">The supplier's code.</param>
public readonly record struct SourcingKey(string? Store, string Sku, string Supplier);

/// <summary>Writes who supplies what on what terms; every change of a cost is kept.</summary>
/// <param name="database">The engine.</param>
public sealed class SourcingStore(IDatabase database)
{
    private const string Where = "c.store = @store AND c.product = @product AND c.supplier = @supplier";

    /// <summary>Writes terms that are not there yet.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<SourcingOutcome> AddAsync(SourcingKey key, SourcingTerms terms, Origin origin, CancellationToken ct) => WriteAsync(
        key,
        async (connection, transaction, ids) =>
        {
            if (ids.Fault(terms) is not SourcingFault.None and var fault)
            {
                return new SourcingOutcome(fault);
            }

            terms = ids.AsWritten(terms);
            var added = await connection.ExecuteAsync(
                """
                INSERT INTO sourcing (store, product, supplier, unit_cost, pack, pack_size, minimum, lead_time_days, preferred, updated_at)
                VALUES (@store, @product, @supplier, @UnitCost, @Pack, @PackSize, @Minimum, @LeadTimeDays, @preferred, @now) ON CONFLICT (store, product, supplier) DO NOTHING
                """,
                Parameters(ids, terms, origin),
                transaction);
            return added == 0 ? new SourcingOutcome(SourcingFault.Exists) : await FinishAsync(connection, transaction, ids, null, terms, origin, "sourcing.add");
        },
        ct);

    /// <summary>Changes terms.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="version">The version that was read; null: whatever it is.</param>
    /// <param name="change">Makes the new terms of the old ones.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<SourcingOutcome> EditAsync(SourcingKey key, long? version, Func<SourcingTerms, SourcingTerms> change, Origin origin, CancellationToken ct) => WriteAsync(
        key,
        async (connection, transaction, ids) =>
        {
            var (fault, before) = await LockAsync(connection, transaction, ids, version);
            if (before is null)
            {
                return new SourcingOutcome(fault);
            }

            var terms = change(before.Terms);
            if (terms == before.Terms)
            {
                return new SourcingOutcome(SourcingFault.None, before);
            }

            // Terms of what was archived since may still be corrected.
            if (ids.Fault(terms, archivedToo: true) is not SourcingFault.None and var wrong)
            {
                return new SourcingOutcome(wrong);
            }

            terms = ids.AsWritten(terms);
            await connection.ExecuteAsync(
                """
                UPDATE sourcing SET unit_cost = @UnitCost, pack = @Pack, pack_size = @PackSize, minimum = @Minimum, lead_time_days = @LeadTimeDays, preferred = @preferred,
                  version = version + 1, updated_at = @now
                WHERE store = @store AND product = @product AND supplier = @supplier
                """,
                Parameters(ids, terms, origin),
                transaction);
            return await FinishAsync(connection, transaction, ids, before.Terms, terms, origin, "sourcing.edit");
        },
        ct);

    /// <summary>Ends terms: the product is no longer supplied on them.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="version">The version that was read; null: whatever it is.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<SourcingOutcome> RemoveAsync(SourcingKey key, long? version, Origin origin, CancellationToken ct) => WriteAsync(
        key,
        async (connection, transaction, ids) =>
        {
            var (fault, before) = await LockAsync(connection, transaction, ids, version);
            if (before is null)
            {
                return new SourcingOutcome(fault);
            }

            await connection.ExecuteAsync("DELETE FROM sourcing WHERE store = @store AND product = @product AND supplier = @supplier", ids.Where, transaction);
            return await FinishAsync(connection, transaction, ids, before.Terms, null, origin, "sourcing.remove");
        },
        ct);

    private Task<SourcingOutcome> WriteAsync(SourcingKey key, Func<DbConnection, DbTransaction, Ids, Task<SourcingOutcome>> work, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var store = key.Store is null ? (0L, null) : await connection.QuerySingleOrDefaultAsync<(long, string?)>(
                "SELECT id, code FROM store WHERE code_key = @code", new { code = Code.Key(key.Store) }, transaction);
            if (key.Store is not null && store.Item1 == 0)
            {
                return new SourcingOutcome(SourcingFault.UnknownStore);
            }

            if ((await CatalogBook.LoadAsync(connection, transaction, [key.Sku])).BySku(key.Sku) is not { } product)
            {
                return new SourcingOutcome(SourcingFault.UnknownProduct);
            }

            return await SupplierStore.FindAsync(connection, transaction, key.Supplier) is { } supplier
                ? await work(connection, transaction, new Ids(store.Item1, store.Item2, product, supplier))
                : new SourcingOutcome(SourcingFault.UnknownSupplier);
        },
        ct);

    private static async Task<(SourcingFault Fault, SourcingRow? Row)> LockAsync(DbConnection connection, DbTransaction transaction, Ids ids, long? version)
    {
        if (await connection.ExecuteAsync("UPDATE sourcing SET version = version WHERE store = @store AND product = @product AND supplier = @supplier", ids.Where, transaction) == 0)
        {
            return (SourcingFault.NotFound, null);
        }

        var row = await ReadAsync(connection, transaction, ids);
        return version is { } v && v != row.Version ? (SourcingFault.VersionMismatch, null) : (SourcingFault.None, row);
    }

    private static Task<SourcingRow> ReadAsync(DbConnection connection, DbTransaction transaction, Ids ids) =>
        connection.QuerySingleAsync<SourcingRow>($"{SourcingList.Select} WHERE {Where}", ids.Where, transaction);

    /// <summary>Keeps the cost's history, lets one supplier only be asked first, and puts the change on record.</summary>
    private static async Task<SourcingOutcome> FinishAsync(
        DbConnection connection, DbTransaction transaction, Ids ids, SourcingTerms? before, SourcingTerms? after, Origin origin, string action)
    {
        if ((before?.UnitCost, before?.Pack) != (after?.UnitCost, after?.Pack))
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO sourcing_price (store, product, supplier, number, at, actor, from_cost, from_pack, to_cost, to_pack)
                SELECT @store, @product, @supplier, coalesce(max(number), 0) + 1, @at, @Actor, @fromCost, @fromPack, @toCost, @toPack
                FROM sourcing_price WHERE store = @store AND product = @product AND supplier = @supplier
                """,
                new
                {
                    ids.Where.store, ids.Where.product, ids.Where.supplier, at = Clock.ToMicros(origin.At), origin.Actor,
                    fromCost = before?.UnitCost, fromPack = before?.Pack, toCost = after?.UnitCost, toPack = after?.Pack,
                },
                transaction);
        }

        var changes = new List<AuditChange>();
        if (AuditText.Change(action, ids.Subject(ids.Supplier.Code), ids.StoreCode, before?.ToAudit(), after?.ToAudit()) is { } change)
        {
            changes.Add(change);
        }

        if (after is { Preferred: true })
        {
            changes.AddRange(await UnpreferOthersAsync(connection, transaction, ids));
        }

        await AuditLog.AppendAsync(connection, transaction, origin, changes);
        return new SourcingOutcome(SourcingFault.None, after is null ? null : await ReadAsync(connection, transaction, ids));
    }

    private static async Task<IEnumerable<AuditChange>> UnpreferOthersAsync(DbConnection connection, DbTransaction transaction, Ids ids)
    {
        var others = (await connection.QueryAsync<string>(
            """
            SELECT v.code FROM sourcing c JOIN supplier v ON v.id = c.supplier
            WHERE c.store = @store AND c.product = @product AND c.supplier <> @supplier AND c.preferred = 1
            """,
            ids.Where,
            transaction)).AsList();
        await connection.ExecuteAsync(
            "UPDATE sourcing SET preferred = 0, version = version + 1 WHERE store = @store AND product = @product AND supplier <> @supplier AND preferred = 1", ids.Where, transaction);
        return others.Select(o => new AuditChange("sourcing.edit", ids.Subject(o), ids.StoreCode, """{"preferred":true}""", """{"preferred":false}"""));
    }

    private static object Parameters(Ids ids, SourcingTerms terms, Origin origin) => new
    {
        ids.Where.store, ids.Where.product, ids.Where.supplier, terms.UnitCost, terms.Pack, terms.PackSize, terms.Minimum, terms.LeadTimeDays,
        preferred = terms.Preferred ? 1L : 0L, now = Clock.ToMicros(origin.At),
    };

    /// <summary>The rows that a key names.</summary>
    private sealed record Ids(long Store, string? StoreCode, LedgerProduct Product, SupplierRow Supplier)
    {
        public RowKey Where => new(Store, Product.Id, Supplier.Id);

        public string Subject(string supplier) => $"{Product.Sku}/{supplier}";

        public SourcingFault Fault(SourcingTerms terms, bool archivedToo = false)
        {
            var pack = terms.Pack is null ? null : Product.FindPack(terms.Pack);
            return !archivedToo && Supplier.ArchivedAt is not null ? SourcingFault.SupplierArchived
                : !archivedToo && Product.Archived ? SourcingFault.ProductArchived
                : terms is { Pack: not null, PackSize: not null } ? SourcingFault.TwoPacks
                : terms.Pack is not null && pack is null ? SourcingFault.UnknownPack
                : terms.PackSize is { } size && !IsWhole(size) ? SourcingFault.PackSizeNotExact
                : terms.Minimum is { } minimum && !(pack is null ? IsWhole(minimum) : pack.TryToBase(minimum, out var inBase) && IsWhole(inBase)) ? SourcingFault.MinimumNotExact
                : SourcingFault.None;
        }

        /// <summary>The pack in the catalogue's spelling, so that it is found again.</summary>
        public SourcingTerms AsWritten(SourcingTerms terms) => terms.Pack is null ? terms : terms with { Pack = Product.FindPack(terms.Pack)!.Name };

        private bool IsWhole(Int128 thousandths) => Product.UnitDecimals > 0 || thousandths % 1_000 == 0;
    }

    // In the spelling of the statements' parameters.
    private sealed record RowKey(long store, long product, long supplier);
}
