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
    private readonly int _port;
    private readonly string _settings;
    private int _databases;
    private bool _running;

    private PostgresServer(bool durable, string memory, int? port = null)
    {
        _port = port ?? FreePort();

        // Where no test pulls the plug, a flush proves nothing and costs time.
        var flush = durable ? "" : " -c fsync=off -c full_page_writes=off";
        _settings = $"-p {_port} -h 127.0.0.1 -k {_folder.FullName} -c max_connections=200 -c shared_buffers={memory} -c max_prepared_transactions=10{flush}";
    }

    /// <summary>The folder of the server's programs; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>The first process of the server; all others are its children.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First());

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Starts a server.</summary>
    /// <param name="durable">True when what is committed must survive a crash of the server.</param>
    /// <param name="memory">Its shared buffers.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, string memory = "64MB")
    {
        if (Programs is null)
        {
            throw new InvalidOperationException("These tests need PostgreSQL, and there is none in /usr/lib/postgresql. Install it (Debian: apt-get install postgresql), or run ./test --embedded.");
        }

        var server = new PostgresServer(durable, memory);
        try
        {
            await server.OwnFolderAsync();
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

    /// <summary>
    /// Starts a replica that follows this server. From then on a commit here is answered after the replica has it on its disk too, so that nothing acknowledged is lost
    /// when this server is.
    /// </summary>
    /// <param name="instead">A server that is gone, whose port it takes; a free one when null.</param>
    public async Task<PostgresServer> StartReplicaAsync(PostgresServer? instead = null)
    {
        var replica = new PostgresServer(durable: true, "64MB", instead?._port);
        try
        {
            await replica.OwnFolderAsync();
            var source = $"host=127.0.0.1 port={_port} user={User} password='{Password}'";
            await replica.RunAsOwnerAsync("pg_basebackup", "-d", source, "-D", replica.Data, "--wal-method=stream", "--checkpoint=fast", "--write-recovery-conf", "--no-sync");
            await replica.StartAgainAsync();

            // After the copy, or the replica would wait for a replica of its own once it is the primary.
            await ExecuteAsync("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
            await ReloadAsync();
            await WaitAsync("SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
            return replica;
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets all processes take the settings as they are now.</summary>
    public async Task ReloadAsync()
    {
        await ExecuteAsync("postgres", "SELECT pg_reload_conf()");

        // A process hears of it between two statements: this one has when it says what the file says.
        await WaitAsync("SELECT (current_setting('synchronous_standby_names') <> '') = EXISTS (SELECT 1 FROM pg_file_settings WHERE name = 'synchronous_standby_names' AND setting <> '')");
    }

    /// <summary>Makes a replica the primary, and waits until it is.</summary>
    public Task PromoteAsync() => RunAsOwnerAsync("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Ends all of the server's processes at once, as a power cut does. It cannot be started again.</summary>
    public async Task KillAsync()
    {
        string[] all = [$"{ProcessId}", .. Children()];
        _running = false;
        await RunAsync("/bin/sh", "-c", $"kill -9 {string.Join(' ', all)} || true");
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (all.Any(id => Directory.Exists($"/proc/{id}")) && await tick.WaitForNextTickAsync())
        {
            // They are ending.
        }
    }

    /// <summary>The address of a database, as BAZAAR_DATABASE takes it.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="user">The role; the owner of everything when null.</param>
    public string Url(string database, string? user = null) => $"postgres://{user ?? User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/{database}";

    /// <summary>Lets a replica receive nothing more, until it is told to forget what is on its way.</summary>
    /// <param name="primary">Its primary; waits until a commit there waits for this replica.</param>
    public async Task HoldReceivingAsync(PostgresServer primary)
    {
        await RunAsync("/bin/sh", "-c", $"kill -STOP {Receiver()}");
        await primary.WaitAsync("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    /// <summary>What was on its way to the replica is lost, as with a machine whose network goes first.</summary>
    public Task ForgetReceivedAsync() => RunAsync("/bin/sh", "-c", $"kill -TERM {Receiver()}; kill -CONT {Receiver()}");

    /// <summary>The address of a database that is on two servers, of which one is the primary.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="other">The other server.</param>
    public string Url(string database, PostgresServer other) => Url(database).Replace($":{_port}/", $":{_port},127.0.0.1:{other._port}/", StringComparison.Ordinal);

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

    private string[] Children() => File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string Receiver() => Children().Single(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("walreceiver", StringComparison.Ordinal));

    private Task OwnFolderAsync() => Environment.IsPrivilegedProcess ? RunAsync("chown", "postgres", _folder.FullName) : Task.CompletedTask;

    private async Task WaitAsync(string condition)
    {
        await using var connection = await ConnectAsync("postgres");
        await using var command = new NpgsqlCommand(condition, connection);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await command.ExecuteScalarAsync() is not true && await tick.WaitForNextTickAsync())
        {
            // Not yet.
        }
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
