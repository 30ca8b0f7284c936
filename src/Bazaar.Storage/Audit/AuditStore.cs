using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>Reads the audit trail.</summary>
/// <param name="database">The engine.</param>
public sealed class AuditStore(IDatabase database)
{
    private const string Select = """
        SELECT seq AS Seq, at AS At, actor AS Actor, address AS Address, action AS Action, subject AS Subject, store AS Store, before AS Before, after AS After,
          previous_hash AS PreviousHash, hash AS Hash
        FROM audit
        """;

    /// <summary>Lists records, newest first.</summary>
    /// <param name="filter">What to list.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<AuditRecord>> ListAsync(AuditFilter filter, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var conditions = new List<string> { "1 = 1" };
        AddIf(filter.Entity is not null, "substr(action, 1, length(@prefix)) = @prefix");
        AddIf(filter.Action is not null, "action = @Action");
        AddIf(filter.Subject is not null, "lower(subject) = lower(@Subject)");
        AddIf(filter.Actor is not null, "lower(actor) = lower(@Actor)");
        AddIf(filter.Store is not null, "upper(store) = @store");
        AddIf(filter.Stores is not null, "upper(store) IN @Stores");
        AddIf(filter.From is not null, "at >= @from");
        AddIf(filter.Before is not null, "at < @until");
        AddIf(filter.BeforeSeq is not null, "seq < @BeforeSeq");
        var rows = await lease.Connection.QueryAsync<Row>(
            $"{Select} WHERE {string.Join(" AND ", conditions)} ORDER BY seq DESC LIMIT @Limit",
            new
            {
                prefix = filter.Entity + ".", filter.Action, filter.Subject, filter.Actor, store = filter.Store is null ? null : Code.Key(filter.Store), filter.Stores,
                from = filter.From is { } f ? Clock.ToMicros(f) : 0, until = filter.Before is { } b ? Clock.ToMicros(b) : 0, filter.BeforeSeq, filter.Limit,
            });
        return [.. rows.Select(r => r.ToRecord())];

        void AddIf(bool given, string condition)
        {
            if (given)
            {
                conditions.Add(condition);
            }
        }
    }

    /// <summary>Finds a record.</summary>
    /// <param name="seq">Its place.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<AuditRecord?> FindAsync(long seq, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QuerySingleOrDefaultAsync<Row>($"{Select} WHERE seq = @seq", new { seq }))?.ToRecord();
    }

    /// <summary>The newest record's place and hash, as the head says.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async Task<(long Seq, byte[] Hash)> HeadAsync(CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleAsync<(long, byte[])>("SELECT seq, hash FROM audit_head WHERE id = 1");
    }

    /// <summary>Reads records in order.</summary>
    internal static async Task<List<AuditRecord>> ReadAsync(DbConnection connection, long after, int limit) =>
        [.. (await connection.QueryAsync<Row>($"{Select} WHERE seq > @after ORDER BY seq LIMIT @limit", new { after, limit })).Select(r => r.ToRecord())];

    private sealed record Row
    {
        public long Seq { get; init; }

        public long At { get; init; }

        public string Actor { get; init; } = "";

        public string? Address { get; init; }

        public string Action { get; init; } = "";

        public string Subject { get; init; } = "";

        public string? Store { get; init; }

        public string? Before { get; init; }

        public string? After { get; init; }

        public byte[] PreviousHash { get; init; } = [];

        public byte[] Hash { get; init; } = [];

        public AuditRecord ToRecord() => new()
        {
            Seq = Seq,
            Origin = new Origin(Actor, Address, Clock.FromMicros(At)),
            Change = new AuditChange(Action, Subject, Store, Before, After),
            PreviousHash = PreviousHash,
            Hash = Hash,
        };
    }
}

/// <summary>What records to list.</summary>
public sealed record AuditFilter
{
    /// <summary>The kind of thing: the part of an action before its dot.</summary>
    public string? Entity { get; init; }

    /// <summary>The thing's own code, letter case ignored.</summary>
    public string? Subject { get; init; }

    /// <summary>Who did it, letter case ignored.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done, exactly.</summary>
    public string? Action { get; init; }

    /// <summary>The store's code.</summary>
    public string? Store { get; init; }

    /// <summary>Keys of the stores that may be seen; null: everything.</summary>
    public IReadOnlyCollection<string>? Stores { get; init; }

    /// <summary>First time, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last time, not included.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only records before this one.</summary>
    public long? BeforeSeq { get; init; }

    /// <summary>The most records.</summary>
    public int Limit { get; init; } = 50;
}
