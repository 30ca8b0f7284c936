using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Audit;
using Bazaar.Storage.Alerts;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Stock;

namespace Bazaar.Storage.Tests.Script;

/// <summary>A chain of shops on one engine, on one node or several; everything that it answers is told as text.</summary>
internal sealed class ScriptShop : IAsyncDisposable
{
    /// <summary>
    /// What must be equal in the end. An alert's number is left out, and with it the hashes of the audit trail that names it: PostgreSQL spends a number
    /// on an alert that stands already, or is rolled back.
    /// </summary>
    public static readonly IReadOnlyList<(string Table, string Sql)> Tables =
    [
        ("store", "SELECT * FROM store ORDER BY code_key"),
        ("store_head", "SELECT * FROM store_head ORDER BY store"),
        ("product", "SELECT * FROM product ORDER BY sku_key"),
        ("pack", "SELECT * FROM pack ORDER BY product, position"),
        ("barcode", "SELECT * FROM barcode ORDER BY code_key"),
        ("entry", "SELECT * FROM entry ORDER BY store, seq"),
        ("line", "SELECT * FROM line ORDER BY store, seq, line"),
        ("stock", "SELECT * FROM stock ORDER BY store, product"),
        ("daily", "SELECT * FROM daily ORDER BY store, business_date, product, kind, reason"),
        ("daily_activity", "SELECT * FROM daily_activity ORDER BY store, business_date, kind, reason, actor"),
        ("alert", "SELECT store, product, kind, status, since, entry_seq, on_hand, snoozed_until, resolved_at FROM alert ORDER BY store, product, since, kind, entry_seq, resolved_at"),
        ("audit", "SELECT seq, at, actor, address, action, CASE WHEN action IN ('alert.snooze', 'alert.acknowledge', 'alert.resolve') THEN '' ELSE subject END AS subject, store, before, after FROM audit ORDER BY seq"),
        ("audit_head", "SELECT id, seq FROM audit_head ORDER BY id"),
    ];

    private static readonly string[] Zones = ["Asia/Karachi", "Asia/Karachi", "Europe/London", "America/New_York"];
    private readonly ILedgerDatabase[] _nodes;
    private readonly GroupCommit[] _commits;
    private readonly ScriptClock _clock;

    public ScriptShop(ILedgerDatabase[] nodes, ScriptClock clock)
    {
        _nodes = nodes;
        _clock = clock;
        _commits = [.. nodes.Select(n => new GroupCommit(n, clock))];
    }

    public async Task FillAsync(CancellationToken ct)
    {
        for (var i = 0; i < RandomScript.Stores.Count; i++)
        {
            await new StoreStore(_nodes[0]).AddAsync(
                new StoreRow { Code = RandomScript.Stores[i], Name = $"Store {i}", TimeZone = Zones[i], DayStartsAt = i == 3 ? 240 : 0 }, Origin, ct);
        }

        var products = Enumerable.Range(0, RandomScript.Products).Select(n => new ProductRow
        {
            Sku = $"P{n}",
            Name = $"Product {n}",
            NameUrdu = "چائے",
            Unit = n % 3 == 0 ? "kg" : "pcs",
            Price = 100_00 + n,
            Cost = n % 4 == 0 ? null : 70_0000 + n,
            Packs = [new PackRow("carton", 24_000, 1), new PackRow("third", 1_000, 3)],
            Barcodes = [new BarcodeRow($"IN-{n}", $"IN-{n}", null), new BarcodeRow($"CARTON-{n}", $"CARTON-{n}", 0)],
        });
        await new ProductStore(_nodes[0]).ImportAsync([.. products], (_, wanted) => wanted, dryRun: false, Origin, ct);
    }

    /// <summary>Posts drafts through a node, as one request or each by itself.</summary>
    public async Task<string> PostAsync(int node, IReadOnlyList<Draft> drafts, bool atomic)
    {
        var commit = _commits[node % _commits.Length];
        var results = await commit.PostAsync(drafts, atomic);
        return string.Join('\n', results.Select(Tell));
    }

    public async Task<string> EditProductAsync(int node, string sku, Func<ProductRow, ProductRow> change, CancellationToken ct)
    {
        var (outcome, _, product) = await new ProductStore(Node(node)).EditAsync(sku, null, change, Origin, ct);
        return $"{outcome} {JsonSerializer.Serialize(product)}";
    }

    public async Task<string> EditStoreAsync(int node, string code, Func<StoreRow, StoreRow> change, CancellationToken ct)
    {
        var (outcome, store) = await new StoreStore(Node(node)).EditAsync(code, null, change, Origin, ct);
        return $"{outcome} {JsonSerializer.Serialize(store)}";
    }

    public async Task<string> SetLevelsAsync(int node, string code, string sku, StockLevels levels, CancellationToken ct)
    {
        var stores = new StoreStore(Node(node));
        var stock = new StockStore(Node(node));
        var store = (await stores.FindAsync(code, ct)).ShouldNotBeNull();
        var row = (await stock.FindAsync(store.Id, sku, ct)).ShouldNotBeNull();
        return JsonSerializer.Serialize((await stock.SetLevelsAsync(store.Id, sku, row.Version, _ => levels, Origin, ct)).ShouldNotBeNull().Row);
    }

    /// <summary>Settles the alerts of a kind in a store.</summary>
    public async Task<string> SettleAsync(int node, string code, string kind, string status, CancellationToken ct)
    {
        var alerts = new AlertStore(Node(node));
        var store = (await new StoreStore(Node(node)).FindAsync(code, ct)).ShouldNotBeNull();
        var standing = await alerts.ListAsync([store.Id], kind, null, null, 100, _clock.Now, ct);
        foreach (var alert in standing.OrderBy(a => a.Sku, StringComparer.Ordinal))
        {
            await alerts.SettleAsync(alert.Id, status, status == "snoozed" ? _clock.Now.AddHours(3) : null, null, Origin, ct);
        }

        return string.Join('\n', standing.OrderBy(a => a.Sku, StringComparer.Ordinal).Select(a => JsonSerializer.Serialize(a with { Id = 0 })));
    }

    public Task<string> RecordAsync(int node, AuditChange change) => Node(node).WriteAsync(async (connection, transaction) =>
    {
        await AuditLog.AppendAsync(connection, transaction, Origin, change, change with { Before = "{}" });
        return "";
    });

    public async Task<IReadOnlyList<string>> DumpAsync(string sql)
    {
        using var lease = await _nodes[0].ReadAsync();
        await using var command = lease.Connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Tell(reader));
        }

        return rows;
    }

    public Task<CheckResult> CheckAsync(CancellationToken ct) => LedgerCheck.RunAsync(_nodes[^1], null, ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var commit in _commits)
        {
            await commit.DisposeAsync();
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static string Tell(PostingResult result) => result switch
    {
        PostingResult.Posted posted => $"posted {JsonSerializer.Serialize(posted.Entry)}",
        PostingResult.Replayed replayed => $"replayed {JsonSerializer.Serialize(replayed.Entry)}",
        PostingResult.Refused refused => $"refused {refused.Reason.GetType().Name} {JsonSerializer.Serialize<object>(refused.Reason)}",
        _ => throw new InvalidOperationException(),
    };

    private static string Tell(DbDataReader row)
    {
        var text = new StringBuilder();
        for (var i = 0; i < row.FieldCount; i++)
        {
            var value = row.GetValue(i) switch
            {
                DBNull => "null",
                byte[] bytes => Convert.ToHexString(bytes),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString(),
            };
            text.Append(row.GetName(i)).Append('=').Append(value).Append(' ');
        }

        return text.ToString();
    }

    private Origin Origin => new("owner", null, _clock.Now);

    private ILedgerDatabase Node(int node) => _nodes[node % _nodes.Length];
}
