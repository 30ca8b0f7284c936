using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Transfers;

/// <summary>Moves goods between stores, and tells what is on its way.</summary>
/// <param name="database">The engine.</param>
/// <param name="ledger">Posts the entries that follow.</param>
public sealed class TransferStore(IDatabase database, GroupCommit ledger)
{
    /// <summary>Sends goods.</summary>
    /// <param name="asked">The transfer.</param>
    public async Task<TransferResult> SendAsync(TransferDraft asked)
    {
        var sending = new Sending(asked);
        var results = await ledger.PostAsync(new LedgerDocument(sending.PrepareAsync, sending.CompleteAsync));
        return RefusedBy(results) ?? sending.Result!;
    }

    /// <summary>Receives, closes or cancels.</summary>
    /// <param name="asked">The step.</param>
    public async Task<TransferResult> StepAsync(StepDraft asked)
    {
        var stepping = new Stepping(asked);
        var results = await ledger.PostAsync(new LedgerDocument(stepping.PrepareAsync, stepping.CompleteAsync));
        return RefusedBy(results) ?? stepping.Result!;
    }

    /// <summary>Finds a transfer.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Transfer?> FindAsync(Guid id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await TransferReader.FindAsync(lease.Connection, null, id))?.Now;
    }

    /// <summary>The codes of a transfer's stores; they never change.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<TransferStores?> FindStoresAsync(Guid id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleOrDefaultAsync<TransferStores>(
            """SELECT f.code AS "From", o.code AS "To" FROM transfer t JOIN store f ON f.id = t.from_store JOIN store o ON o.id = t.to_store WHERE t.id = @id""",
            new { id = id.ToByteArray(bigEndian: true) });
    }

    /// <summary>Lists transfers, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<TransferRow>> ListAsync(TransferFilter filter, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<TransferRow>(
            $"""
            SELECT t.number AS Number, t.id AS Id, f.code AS FromStore, o.code AS ToStore, t.status AS Status, t.occurred_at AS OccurredAt, t.actor AS Actor, t.note AS Note,
              (SELECT count(*) FROM transfer_line l WHERE l.transfer = t.number) AS Lines,
              (SELECT count(*) FROM transfer_line l WHERE l.transfer = t.number AND l.in_transit > 0) AS LinesInTransit
            FROM transfer t JOIN store f ON f.id = t.from_store JOIN store o ON o.id = t.to_store
            WHERE {filter.Conditions} ORDER BY t.number DESC LIMIT @Limit
            """,
            filter)).AsList();
    }

    /// <summary>Lists what is on its way, line by line, oldest transfer first.</summary>
    /// <param name="filter">Which; its status is ignored.</param>
    /// <param name="product">The database's number of a product; null: all.</param>
    /// <param name="after">The transfer's number and line to go on after.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<InTransitRow>> ListInTransitAsync(TransferFilter filter, long? product, (long Number, long Line)? after, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var values = new DynamicParameters(filter with { Status = TransferStatus.InTransit.Name() });
        values.AddDynamicParams(new { product, afterNumber = after?.Number, afterLine = after?.Line });
        var conditions = (filter with { Status = TransferStatus.InTransit.Name() }).Conditions
            + (product is null ? "" : " AND l.product = @product")
            + (after is null ? "" : " AND (l.transfer, l.line) > (@afterNumber, @afterLine)");
        return (await lease.Connection.QueryAsync<InTransitRow>(
            $"""
            SELECT t.number AS Number, t.id AS Id, f.code AS FromStore, o.code AS ToStore, t.occurred_at AS OccurredAt, l.line AS Line, p.sku AS Sku, p.name AS Name, p.unit AS Unit,
              l.in_transit AS Quantity, l.unit_cost AS UnitCost
            FROM transfer t JOIN store f ON f.id = t.from_store JOIN store o ON o.id = t.to_store
            JOIN transfer_line l ON l.transfer = t.number AND l.in_transit > 0 JOIN product p ON p.id = l.product
            WHERE {conditions} ORDER BY l.transfer, l.line LIMIT @Limit
            """,
            values)).AsList();
    }

    internal static Entry EntryOf(PostingResult result) => result switch
    {
        PostingResult.Posted posted => posted.Entry,
        PostingResult.Replayed replayed => replayed.Entry,
        _ => throw new InvalidOperationException("A document is completed only when its entries stand."),
    };

    /// <summary>The refusal that says something: its neighbours only say that another one was refused.</summary>
    private static TransferResult? RefusedBy(PostingResult[] results) =>
        results.OfType<PostingResult.Refused>().Select(r => r.Reason).OrderBy(r => r is Refusal.BatchRefused).FirstOrDefault() is { } reason
            ? new TransferResult.Refused(new TransferRefusal.ByLedger(reason))
            : null;
}

/// <summary>Where a transfer goes from and to.</summary>
/// <param name="From">The code of the store that sent.</param>
/// <param name="To">The code of the store that receives.</param>
public sealed record TransferStores(string From, string To);

/// <summary>Which transfers to list.</summary>
public sealed record TransferFilter
{
    /// <summary>Only this one.</summary>
    public long? Number { get; init; }

    /// <summary>The store that sent, in its key spelling.</summary>
    public string? FromKey { get; init; }

    /// <summary>The store that receives.</summary>
    public string? ToKey { get; init; }

    /// <summary>Either of them.</summary>
    public string? StoreKey { get; init; }

    /// <summary>Where they stand.</summary>
    public string? Status { get; init; }

    /// <summary>Only transfers that have to do with one of these stores; null: all.</summary>
    public IReadOnlyCollection<string>? Within { get; init; }

    /// <summary>And with one of these; null: all.</summary>
    public IReadOnlyCollection<string>? Places { get; init; }

    /// <summary>Only numbers before this one.</summary>
    public long? Before { get; init; }

    /// <summary>The most rows.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Only what is asked is in the statement, so that an index can serve it.</summary>
    internal string Conditions => string.Join(" AND ", new[]
    {
        "1 = 1",
        Number is null ? null : "t.number = @Number",
        FromKey is null ? null : "f.code_key = @FromKey",
        ToKey is null ? null : "o.code_key = @ToKey",
        StoreKey is null ? null : "(f.code_key = @StoreKey OR o.code_key = @StoreKey)",
        Status is null ? null : "t.status = @Status",
        Within is null ? null : "(f.code_key IN @Within OR o.code_key IN @Within)",
        Places is null ? null : "(f.code_key IN @Places OR o.code_key IN @Places)",
        Before is null ? null : "t.number < @Before",
    }.Where(c => c is not null));
}

/// <summary>A transfer in a list.</summary>
public sealed record TransferRow
{
    /// <summary>Its number.</summary>
    public long Number { get; init; }

    /// <summary>Its id.</summary>
    public required byte[] Id { get; init; }

    /// <summary>The code of the store that sent.</summary>
    public required string FromStore { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public required string ToStore { get; init; }

    /// <summary>Where it stands.</summary>
    public required string Status { get; init; }

    /// <summary>When the goods left.</summary>
    public long OccurredAt { get; init; }

    /// <summary>Who sent them.</summary>
    public required string Actor { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>How many lines were sent.</summary>
    public long Lines { get; init; }

    /// <summary>How many of them have not wholly arrived.</summary>
    public long LinesInTransit { get; init; }
}

/// <summary>A line that is on its way.</summary>
/// <param name="Number">The transfer's number.</param>
/// <param name="Id">The transfer's id.</param>
/// <param name="FromStore">The code of the store that sent.</param>
/// <param name="ToStore">The code of the store that receives.</param>
/// <param name="OccurredAt">When the goods left.</param>
/// <param name="Line">The line.</param>
/// <param name="Sku">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Quantity">Thousandths in transit.</param>
/// <param name="UnitCost">Ten-thousandths.</param>
public sealed record InTransitRow(
    long Number, byte[] Id, string FromStore, string ToStore, long OccurredAt, long Line, string Sku, string Name, string Unit, long Quantity, long UnitCost);
