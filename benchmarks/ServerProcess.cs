using System.Diagnostics;
using System.Globalization;
using Bazaar.Contracts.Client;

namespace Bazaar.Bench;

/// <summary>A published <c>bazaar serve</c> on a data folder.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private readonly Func<TimeSpan> _databaseCpu;

    private ServerProcess(Process process, Uri url, Func<TimeSpan>? databaseCpu)
    {
        _process = process;
        _databaseCpu = databaseCpu ?? (() => TimeSpan.Zero);
        Url = url;
        Client = new BazaarClient(new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(10) });
    }

    public Uri Url { get; }

    public BazaarClient Client { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; private set; }

    /// <summary>Processor time used so far, its database server's included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime + _databaseCpu();
        }
    }

    /// <summary>Memory held, in megabytes.</summary>
    public double MemoryMb
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="program">The published <c>bazaar</c>.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="database">Its database; SQLite in the folder when null.</param>
    /// <param name="databaseCpu">Processor time of its database server, when that is another process.</param>
    public static async Task<ServerProcess> StartAsync(string program, string data, string? database = null, Func<TimeSpan>? databaseCpu = null)
    {
        var started = Stopwatch.GetTimestamp();
        var process = Start(program, data, ["serve", "--urls", "http://127.0.0.1:0"], database);
        var greeting = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended at once.");
        var server = new ServerProcess(process, new Uri(greeting.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal))), databaseCpu);
        await server.Client.Http.GetStringAsync("livez");
        server.ToFirstAnswer = Stopwatch.GetElapsedTime(started);
        return server;
    }

    /// <summary>Runs a command without a server; answers how long it took.</summary>
    public static async Task<TimeSpan> RunAsync(string program, string data, params string[] args)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(program, data, args);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException($"bazaar {string.Join(' ', args)} ended with {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string program, string data, string[] args, string? database = null)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["BAZAAR_DATA"] = data;

        // The limits of what one caller may ask are not what is measured.
        start.Environment["BAZAAR_LIMITS"] = "off";
        if (database is not null)
        {
            start.Environment["BAZAAR_DATABASE"] = database;
        }

        return Process.Start(start)!;
    }
}
