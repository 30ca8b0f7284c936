using Bazaar.Domain.Ledger;
using Dapper;

namespace Bazaar.Storage.Ledger;

/// <summary>Reads the ledger: one entry, a filtered list, the feed.</summary>
/// <param name="database">The engine.</param>
public sealed class LedgerStore(IDatabase database)
{
    /// <summary>Finds an entry by its id.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Entry?> FindAsync(long store, Guid id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await EntryReader.FindSeqAsync(lease.Connection, store, id) is { } seq ? (await EntryReader.ReadAsync(lease.Connection, store, seq - 1, seq))[0] : null;
    }

    /// <summary>Reads entries in order, without gaps.</summary>
    /// <param name="store">The store.</param>
    /// <param name="after">The sequence before the first.</param>
    /// <param name="limit">The most entries.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<(IReadOnlyList<Entry> Entries, long Head)> ReadFeedAsync(long store, long after, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);

        // The head first: whatever it says was committed, so the entries up to it are there to be read.
        var head = await lease.Connection.ExecuteScalarAsync<long>("SELECT seq FROM store_head WHERE store = @store", new { store });
        var upTo = Math.Min(head, after > long.MaxValue - limit ? long.MaxValue : after + limit);
        return (after >= head ? [] : await EntryReader.ReadAsync(lease.Connection, store, after, upTo), head);
    }

    /// <summary>How far every store is.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<StoreHead>> ReadHeadsAsync(CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<StoreHead>("SELECT s.id AS Store, s.code AS Code, h.seq AS Seq FROM store_head h JOIN store s ON s.id = h.store")).AsList();
    }

    /// <summary>Lists entries, newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="filter">What to list.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<Entry>> ListAsync(long store, MovementFilter filter, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var conditions = new List<string> { "e.store = @store" };
        AddIf(filter.Before is not null, "e.seq < @Before");
        AddIf(filter.From is not null, "e.business_date >= @from");
        AddIf(filter.To is not null, "e.business_date <= @to");
        AddIf(filter.Kind is not null, "e.kind = @Kind");
        AddIf(filter.Actor is not null, "e.actor = @Actor");
        AddIf(filter.Reference is not null, "e.reference = @Reference");
        var source = filter.Product is null
            ? "entry e"
            : "(SELECT DISTINCT seq FROM line WHERE store = @store AND product = @Product) l JOIN entry e ON e.store = @store AND e.seq = l.seq";
        var seqs = (await lease.Connection.QueryAsync<long>(
            $"SELECT e.seq FROM {source} WHERE {string.Join(" AND ", conditions)} ORDER BY e.seq DESC LIMIT @Limit",
            new
            {
                store, filter.Before, from = filter.From is { } f ? SqlDate.ToNumber(f) : 0, to = filter.To is { } t ? SqlDate.ToNumber(t) : 0, filter.Kind, filter.Actor, filter.Reference,
                filter.Product, filter.Limit,
            })).AsList();
        return seqs.Count == 0 ? [] : await EntryReader.ReadAsync(lease.Connection, store, seqs);

        void AddIf(bool given, string condition)
        {
            if (given)
            {
                conditions.Add(condition);
            }
        }
    }
}

/// <summary>How far a store is.</summary>
/// <param name="Store">The database's number of it.</param>
/// <param name="Code">Its code.</param>
/// <param name="Seq">Its newest sequence.</param>
public sealed record StoreHead(long Store, string Code, long Seq);

/// <summary>What entries to list.</summary>
public sealed record MovementFilter
{
    /// <summary>First business date, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last business date, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The kind's name.</summary>
    public string? Kind { get; init; }

    /// <summary>The database's number of a product.</summary>
    public long? Product { get; init; }

    /// <summary>Who posted.</summary>
    public string? Actor { get; init; }

    /// <summary>The client's reference, exactly.</summary>
    public string? Reference { get; init; }

    /// <summary>Only sequences before this one.</summary>
    public long? Before { get; init; }

    /// <summary>The most entries.</summary>
    public int Limit { get; init; } = 50;
}
