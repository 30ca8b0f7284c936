using System.Data.Common;
using System.Text.Json.Nodes;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Bulk;
using Bazaar.Storage.Catalog;
using Dapper;

namespace Bazaar.Storage.Counting;

/// <summary>Takes scans, and settles what codes mean that no product has.</summary>
/// <param name="database">The engine.</param>
public sealed class ScanStore(IDatabase database)
{
    /// <summary>The most scans of one count.</summary>
    public const long MaxScans = 200_000;

    private const int IdsAtOnce = 500;

    private static readonly string[] Columns =
        ["session", "id", "code", "code_key", "product", "why", "quantity", "pack", "counter", "at", "recorded_at", "actor", "fingerprint"];

    /// <summary>Adds scans, all or none; those that are there already stay as they are.</summary>
    /// <param name="id">The count.</param>
    /// <param name="scans">The scans; their ids differ.</param>
    /// <param name="origin">Who sends them.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(ScansResult? Result, CountRefusal? Refusal)> AddAsync(Guid id, IReadOnlyList<ScanDraft> scans, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(ScansResult?, CountRefusal?)>(
            async (connection, transaction) =>
            {
                if (await CountReader.LockAsync(connection, transaction, id) is not { } row)
                {
                    return (null, new CountRefusal.NotFound());
                }

                var known = await ReadKnownAsync(connection, transaction, row.Number, scans);
                var reused = scans.Where(s => known.TryGetValue(s.Id, out var f) && !f.AsSpan().SequenceEqual(FingerprintOf(s))).Select(s => s.Id).ToList();
                var fresh = scans.Count - known.Count;
                CountRefusal? refusal = reused.Count > 0 ? new CountRefusal.IdReused(reused)
                    : fresh > 0 && row.Status != CountNames.Open ? new CountRefusal.Closed(row.Status)
                    : row.Scans + fresh > MaxScans ? new CountRefusal.TooManyScans(MaxScans)
                    : null;
                return refusal is not null ? (null, refusal) : await AddFreshAsync(connection, transaction, row, scans, known, origin);
            },
            ct);

    /// <summary>Says what a code is that no product has, or that it does not matter; scans of it that come later are taken likewise.</summary>
    /// <param name="id">The count.</param>
    /// <param name="resolution">What it is.</param>
    /// <param name="origin">Who says so.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CountOverview? Overview, CountRefusal? Refusal)> ResolveAsync(Guid id, CodeResolution resolution, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(CountOverview?, CountRefusal?)>(
            async (connection, transaction) =>
            {
                if (await CountReader.LockAsync(connection, transaction, id) is not { } row)
                {
                    return (null, new CountRefusal.NotFound());
                }

                return row.Status != CountNames.Open
                    ? (null, new CountRefusal.Closed(row.Status))
                    : await ResolveAsync(connection, transaction, row, resolution, origin);
            },
            ct);

    private static async Task<(ScansResult?, CountRefusal?)> AddFreshAsync(
        DbConnection connection, DbTransaction transaction, CountRow row, IReadOnlyList<ScanDraft> scans, Dictionary<Guid, byte[]> known, Origin origin)
    {
        var fresh = scans.Where(s => !known.ContainsKey(s.Id)).ToList();
        var reader = await ScanReader.ReadAsync(connection, transaction, row, fresh);
        var (rows, faults, toResolve) = (new List<object?[]>(fresh.Count), new List<LineFault>(), new List<(Guid, string, string)>());
        for (var i = 0; i < scans.Count; i++)
        {
            if (known.ContainsKey(scans[i].Id))
            {
                continue;
            }

            var scan = reader.Resolve(i, scans[i], out var fault);
            if (fault is not null)
            {
                faults.Add(fault);
                continue;
            }

            if (scan.Why is { } why)
            {
                toResolve.Add((scans[i].Id, scan.Code, why));
            }

            // A clock that is ahead must not put a scan behind sales that are still to come.
            var at = scans[i].At is { } said && said < origin.At ? said : origin.At;
            rows.Add(
            [
                row.Number, scans[i].Id.ToByteArray(bigEndian: true), scan.Code, scan.CodeKey, scan.Product, scan.Why, scan.Quantity, scans[i].Pack, scans[i].Counter, Clock.ToMicros(at),
                Clock.ToMicros(origin.At), origin.Actor, FingerprintOf(scans[i]),
            ]);
        }

        if (faults.Count > 0)
        {
            return (null, new CountRefusal.InvalidScans(faults));
        }

        await SqlRows.InsertAsync(connection, transaction, "count_scan", Columns, rows);
        await connection.ExecuteAsync("UPDATE count_session SET scans = scans + @added WHERE number = @Number", new { added = (long)rows.Count, row.Number }, transaction);
        return (new ScansResult(rows.Count, scans.Count - rows.Count, toResolve), null);
    }

    private static async Task<(CountOverview?, CountRefusal?)> ResolveAsync(DbConnection connection, DbTransaction transaction, CountRow row, CodeResolution resolution, Origin origin)
    {
        var key = ScanReader.KeyOf(resolution.Code);
        var waiting = (await connection.QueryAsync<(byte[] Id, long Quantity, string? Pack)>(
            "SELECT id, quantity, pack FROM count_scan WHERE session = @Number AND code_key = @key AND product IS NULL", new { row.Number, key }, transaction)).AsList();
        if (waiting.Count == 0)
        {
            return (null, new CountRefusal.UnknownCode(resolution.Code));
        }

        long? product = null;
        if (resolution.Sku is { } sku)
        {
            var book = await ProductBook.ReadAsync(connection, transaction, [new DraftLine { Sku = sku }]);
            foreach (var (id, quantity, pack) in waiting)
            {
                var line = new DraftLine { Sku = sku, Quantity = quantity, Pack = pack };
                if (LineResolver.Resolve(ScanReader.Draft(line), book, out var resolved) is { } faults)
                {
                    return (null, new CountRefusal.ByLedger(faults));
                }

                product = resolved[0].Product.Id;
                await connection.ExecuteAsync(
                    "UPDATE count_scan SET product = @product, quantity = @Quantity WHERE session = @Number AND id = @id", new { product, resolved[0].Quantity, row.Number, id }, transaction);
            }
        }

        await connection.ExecuteAsync(
            """
            INSERT INTO count_code (session, code_key, product, reason, actor, at) VALUES (@Number, @key, @product, @Reason, @Actor, @at)
            ON CONFLICT (session, code_key) DO UPDATE SET product = @product, reason = @Reason, actor = @Actor, at = @at
            """,
            new { row.Number, key, product, resolution.Reason, origin.Actor, at = Clock.ToMicros(origin.At) },
            transaction);
        var change = resolution.Sku is null
            ? CountStore.Change(row, "count.drop", new JsonObject { ["code"] = resolution.Code, ["scans"] = waiting.Count }, new JsonObject { ["reason"] = resolution.Reason })
            : CountStore.Change(row, "count.assign", new JsonObject { ["code"] = resolution.Code, ["scans"] = waiting.Count }, new JsonObject { ["sku"] = resolution.Sku });
        await AuditLog.AppendAsync(connection, transaction, origin, change);
        return (await CountReader.ReadOverviewAsync(connection, row), null);
    }

    private static async Task<Dictionary<Guid, byte[]>> ReadKnownAsync(DbConnection connection, DbTransaction transaction, long number, IReadOnlyList<ScanDraft> scans)
    {
        var known = new Dictionary<Guid, byte[]>();
        foreach (var ids in scans.Select(s => s.Id.ToByteArray(bigEndian: true)).Chunk(IdsAtOnce))
        {
            var rows = await connection.QueryAsync<(byte[] Id, byte[] Fingerprint)>(
                "SELECT id, fingerprint FROM count_scan WHERE session = @number AND id IN @ids", new { number, ids }, transaction);
            foreach (var (id, fingerprint) in rows)
            {
                known.Add(new Guid(id, bigEndian: true), fingerprint);
            }
        }

        return known;
    }

    private static byte[] FingerprintOf(ScanDraft scan) => Fingerprint.Of(new Draft
    {
        Id = scan.Id,
        Store = "",
        Kind = EntryKind.Count,
        Actor = "",
        OccurredAt = scan.At,
        Reference = scan.Counter,
        Lines = [new DraftLine { Sku = scan.Sku, Barcode = scan.Barcode, Quantity = scan.Quantity, Pack = scan.Pack }],
    });
}
