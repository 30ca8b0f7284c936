using System.Globalization;
using Bazaar.Testing;

namespace Bazaar.Bench;

/// <summary>The yardstick: PostgreSQL alone, asked by its own load generator, prepared statements, one durable transaction a movement.</summary>
internal sealed class PgBench
{
    private const string Database = "postgres";
    private const int Clients = 64;
    private const int Threads = 2;
    private const int Seconds = 2;
    private readonly PostgresServer _server;
    private readonly string _folder;

    private PgBench(PostgresServer server, string folder)
    {
        _server = server;
        _folder = folder;
    }

    /// <summary>Makes the tables: the same number of stores and products as the chain has.</summary>
    public static async Task<PgBench> PrepareAsync(PostgresServer server, string folder)
    {
        var bench = new PgBench(server, folder);
        Directory.CreateDirectory(folder);
        await bench.WriteAsync("setup", $"""
            CREATE TABLE stock (store int NOT NULL, product int NOT NULL, on_hand bigint NOT NULL, PRIMARY KEY (store, product)) WITH (fillfactor = 50);
            CREATE TABLE line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, store int NOT NULL, product int NOT NULL, quantity bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
            INSERT INTO stock SELECT s, p, 1000000000 FROM generate_series(1, {RequestTemplate.Stores}) s, generate_series(1, {RequestTemplate.Products}) p;
            VACUUM ANALYZE stock;
            """);
        await bench.WriteAsync("sell", $"""
            \set s random(1, {RequestTemplate.Stores})
            \set p random(1, {RequestTemplate.Products})
            BEGIN;
            UPDATE stock SET on_hand = on_hand - 1 WHERE store = :s AND product = :p AND on_hand >= 1;
            INSERT INTO line (store, product, quantity) VALUES (:s, :p, -1);
            COMMIT;
            """);
        await bench.WriteAsync("hot", """
            BEGIN;
            UPDATE stock SET on_hand = on_hand - 1 WHERE store = 1 AND product = 1 AND on_hand >= 1;
            INSERT INTO line (store, product, quantity) VALUES (1, 1, -1);
            COMMIT;
            """);
        await bench.WriteAsync("select", $"""
            \set s random(1, {RequestTemplate.Stores})
            \set p random(1, {RequestTemplate.Products})
            SELECT on_hand FROM stock WHERE store = :s AND product = :p;
            """);
        await PostgresServer.RunProgramAsync("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", bench.File("setup"), server.Url(Database));
        return bench;
    }

    /// <summary>One transaction a movement, over all stores and products.</summary>
    public Task<Sample> SellAsync() => MeasureAsync("sell");

    /// <summary>The same, all on one row.</summary>
    public Task<Sample> HotAsync() => MeasureAsync("hot");

    /// <summary>A balance by its key.</summary>
    public Task<Sample> SelectAsync() => MeasureAsync("select");

    private async Task<Sample> MeasureAsync(string script)
    {
        var cpu = PostgresCpu.Of(_server.ProcessId);
        var log = Path.Combine(_folder, $"log-{script}");
        await PostgresServer.RunProgramAsync(
            "pgbench", "-n", "-M", "prepared", "-c", $"{Clients}", "-j", $"{Threads}", "-T", $"{Seconds}", "-f", File(script), "-l", "--log-prefix", log, _server.Url(Database));
        var used = PostgresCpu.Of(_server.ProcessId) - cpu;
        var latencies = new List<double>();
        foreach (var file in Directory.GetFiles(_folder, $"log-{script}*"))
        {
            // client, number, microseconds, script, time …
            latencies.AddRange(System.IO.File.ReadLines(file).Select(l => double.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture)));
            System.IO.File.Delete(file);
        }

        latencies.Sort();
        double At(double part) => latencies[(int)((latencies.Count - 1) * part)];
        return new Sample(latencies.Count / (double)Seconds, At(0.5), At(0.99), used.TotalMicroseconds / latencies.Count);
    }

    private string File(string name) => Path.Combine(_folder, name + ".sql");

    private Task WriteAsync(string name, string text) => System.IO.File.WriteAllTextAsync(File(name), text + "\n");
}
