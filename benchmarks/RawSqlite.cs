using System.Diagnostics;
using Bazaar.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bazaar.Bench;

/// <summary>The yardstick: SQLite alone, as fast as it goes from C#, one durable transaction a movement.</summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _begin, _update, _insert, _commit;
    private int _next;

    public RawSqlite(string file)
    {
        SqliteNative.Initialize();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA cache_size = -32000;
            CREATE TABLE stock (store INTEGER NOT NULL, product INTEGER NOT NULL, on_hand INTEGER NOT NULL, PRIMARY KEY (store, product)) WITHOUT ROWID;
            CREATE TABLE line (id INTEGER PRIMARY KEY, store INTEGER NOT NULL, product INTEGER NOT NULL, quantity INTEGER NOT NULL, at INTEGER NOT NULL);
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {RequestTemplate.Products - 1}) INSERT INTO stock SELECT 1, i, 1000000000 FROM n;
            """;
        command.ExecuteNonQuery();
        var handle = _connection.Handle!;
        _begin = new Statement(handle, "BEGIN IMMEDIATE");
        _update = new Statement(handle, "UPDATE stock SET on_hand = on_hand - ?3 WHERE store = ?1 AND product = ?2 AND on_hand >= ?3");
        _insert = new Statement(handle, "INSERT INTO line (store, product, quantity, at) VALUES (?, ?, ?, ?)");
        _commit = new Statement(handle, "COMMIT");
    }

    /// <summary>Sells for a while.</summary>
    public Sample Run(TimeSpan duration)
    {
        var latencies = new List<long>(1 << 17);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var from = Stopwatch.GetTimestamp();
            SellOne(_next++ % RequestTemplate.Products);
            latencies.Add(Stopwatch.GetTimestamp() - from);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        latencies.Sort();
        double At(double part) => latencies[(int)((latencies.Count - 1) * part)] * 1e6 / Stopwatch.Frequency;
        return new Sample(latencies.Count / seconds, At(0.5), At(0.99), (process.TotalProcessorTime - cpu).TotalMicroseconds / latencies.Count);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _update.Dispose();
        _insert.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private void SellOne(int product)
    {
        _begin.Run();
        _update.Bind(1).Bind(product).Bind(1).Run();
        if (raw.sqlite3_changes(_connection.Handle!) != 1)
        {
            throw new InvalidOperationException("Sold out.");
        }

        _insert.Bind(1).Bind(product).Bind(-1).Bind(Stopwatch.GetTimestamp()).Run();
        _commit.Run();
    }
}
