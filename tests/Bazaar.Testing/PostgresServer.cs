using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Bazaar.Testing;

/// <summary>
/// A real PostgreSQL of one's own: a fresh cluster in a temporary folder, on a free port of this computer only. PostgreSQL refuses to run as root,
/// so there it runs as the user <c>postgres</c>, whom Debian's package makes. Disposing stops it and removes the folder.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "bazaar";
    private const string Password = "p@ss/word?&1";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-postgres-");
    private readonly int _port = FreePort();
    private readonly string _settings;
    private int _databases;
    private bool _running;

    private PostgresServer(bool durable)
    {
        // Where no test pulls the plug, a flush proves nothing and costs time.
        var flush = durable ? "" : " -c fsync=off -c full_page_writes=off";
        _settings = $"-p {_port} -h 127.0.0.1 -k {_folder.FullName} -c max_connections=200 -c shared_buffers=64MB -c max_prepared_transactions=10{flush}";
    }

    /// <summary>The folder of the server's programs; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Starts a server.</summary>
    /// <param name="durable">True when what is committed must survive a crash of the server.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        if (Programs is null)
        {
            throw new InvalidOperationException("These tests need PostgreSQL, and there is none in /usr/lib/postgresql. Install it (Debian: apt-get install postgresql), or run ./test --embedded.");
        }

        var server = new PostgresServer(durable);
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", "postgres", server._folder.FullName);
            }

            var password = Path.Combine(server._folder.FullName, "password");
            await File.WriteAllTextAsync(password, Password);
            await server.RunAsOwnerAsync("initdb", "-D", server.Data, "-U", User, "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a database, as BAZAAR_DATABASE takes it.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="user">The role; the owner of everything when null.</param>
    public string Url(string database, string? user = null) => $"postgres://{user ?? User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/{database}";

    /// <summary>Makes a database of one's own.</summary>
    /// <param name="template">What it is a copy of; empty when null.</param>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"shop{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}{(template is null ? "" : $" TEMPLATE {template}")}");
        return name;
    }

    /// <summary>Makes a role that may log in, with the same password.</summary>
    /// <param name="name">The role.</param>
    public Task CreateRoleAsync(string name) => ExecuteAsync("postgres", $"CREATE ROLE {name} LOGIN PASSWORD '{Password}'");

    /// <summary>Runs statements as any program could, without Bazaar.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">Any number of statements.</param>
    /// <param name="user">The role; the owner of everything when null.</param>
    public async Task ExecuteAsync(string database, string sql, string? user = null)
    {
        await using var connection = await ConnectAsync(database, user);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A connection without Bazaar.</summary>
    /// <param name="database">Where.</param>
    /// <param name="user">The role; the owner of everything when null.</param>
    public async Task<NpgsqlConnection> ConnectAsync(string database, string? user = null)
    {
        var text = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = user ?? User, Password = Password, Database = database, Pooling = false };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode"><c>fast</c> breaks all connections and closes properly, <c>immediate</c> is a crash.</param>
    public async Task StopAsync(string mode)
    {
        _running = false;
        await RunAsOwnerAsync("pg_ctl", "-D", Data, "-m", mode, "-w", "stop");
    }

    /// <summary>Starts it again, and waits until it takes connections.</summary>
    public async Task StartAgainAsync()
    {
        await RunAsOwnerAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder.FullName, "log"), "-o", _settings, "-w", "start");
        _running = true;
    }

    /// <summary>Runs one of PostgreSQL's own programs against a database.</summary>
    /// <param name="program">Such as <c>pg_dump</c>.</param>
    /// <param name="args">Its arguments.</param>
    public static Task RunProgramAsync(string program, params string[] args) => RunAsync(Path.Combine(Programs!, program), args);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            await StopAsync("immediate");
        }

        _folder.Delete(recursive: true);
    }

    private static string? FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max(StringComparer.Ordinal)
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task RunAsOwnerAsync(string program, params string[] args)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. args]) : RunAsync(path, args);
    }

    private static async Task RunAsync(string program, params string[] args)
    {
        // What it says goes to a file: a server that was started keeps the pipe open for as long as it runs.
        var said = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", said, program, .. args]) { UseShellExecute = false, WorkingDirectory = "/" };
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await File.ReadAllTextAsync(said)}");
            }
        }
        finally
        {
            File.Delete(said);
        }
    }
}
