using System.Net.Sockets;
using Bazaar.Server.Features.Demo;
using Bazaar.Server.Platform.Access;
using Bazaar.Storage;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Postgres;
using Bazaar.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bazaar.Server.Hosting;

/// <summary>A running Bazaar. Dispose it to stop it.</summary>
public sealed class BazaarHost : IAsyncDisposable
{
    private const string UrlFile = "bazaar.url";
    private readonly WebApplication _app;
    private readonly ILedgerDatabase _database;
    private readonly string? _socket;
    private readonly string? _urlFile;

    private BazaarHost(WebApplication app, ILedgerDatabase database, string? socket, string? urlFile)
    {
        _app = app;
        _database = database;
        _socket = socket;
        _urlFile = urlFile;
        Address = socket is null ? ListenUrls.Reachable(app.Urls.First()) : new Uri($"http://{LoopbackAccess.EmbeddedHost}/");
    }

    /// <summary>The password of the first administrator, where one had to be made up: tell it once, it is kept nowhere.</summary>
    public string? AdminPassword { get; private init; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Opens the database, brings it up to date, and starts answering. Without <see cref="BazaarOptions.Urls"/> only <see cref="CreateClient"/> reaches it.</summary>
    /// <param name="options">What to open and where to listen.</param>
    /// <param name="ct">Gives up starting.</param>
    /// <exception cref="BazaarStartException">It cannot start; the message says why and what to do.</exception>
    public static async Task<BazaarHost> StartAsync(BazaarOptions options, CancellationToken ct = default)
    {
        var urls = options.Urls is { } text ? ListenUrls.Read(text) : null;
        var network = Network.Read(options);
        var database = await OpenDatabaseAsync(options, ct);
        WebApplication? app = null;
        try
        {
            var socket = urls is null ? Path.Combine(Directory.CreateTempSubdirectory("bazaar-").FullName, "s") : null;

            // Who is not at this computer could not reach it, and must not open doors here.
            var demo = new DemoNeighbour(urls is null || ListenUrls.AreWide(urls) ? null : options.OpenDemo, options.DemoHome);
            app = Application.Build(database, urls, socket, network, demo);
            if (options.AddsFirstStore)
            {
                await FirstStore.EnsureAsync(app.Services, ct);
            }

            var password = urls is null ? null : await FirstAdministrator.EnsureAsync(app.Services, options.AdminPassword, ListenUrls.AreWide(urls), ct);
            await app.StartAsync(ct);
            var urlFile = urls is null ? null : WriteUrl(options.DataFolder, ListenUrls.Reachable(app.Urls.First()));
            return new BazaarHost(app, database, socket, urlFile) { AdminPassword = password };
        }
        catch (Exception failure)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            await database.DisposeAsync();
            throw failure is IOException && urls is not null
                ? new BazaarStartException($"BAZAAR_URLS: {options.Urls} cannot be used: {failure.InnerException?.Message ?? failure.Message}. Choose another port with --urls.", failure)
                : failure;
        }
    }

    /// <summary>A client of this very host that may do everything, whoever else must sign in.</summary>
    public HttpClient CreateOwnerClient()
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _app.Services.GetRequiredService<OwnerSecret>().Value);
        return client;
    }

    /// <summary>A client of this very host.</summary>
    public HttpClient CreateClient()
    {
        if (_socket is null)
        {
            return new HttpClient { BaseAddress = Address };
        }

        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>Waits until it is asked to stop (Ctrl+C, SIGTERM).</summary>
    /// <param name="ct">Stops waiting.</param>
    public Task WaitForShutdownAsync(CancellationToken ct = default) => _app.WaitForShutdownAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_urlFile is not null)
        {
            File.Delete(_urlFile);
        }

        // Requests first, then what waits to be posted, then the file.
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        if (_socket is not null)
        {
            Directory.Delete(Path.GetDirectoryName(_socket)!, recursive: true);
        }
    }

    private static async Task<ILedgerDatabase> OpenDatabaseAsync(BazaarOptions options, CancellationToken ct)
    {
        try
        {
            return PostgresSetting.Is(options.Database)
                ? await PostgresDatabase.OpenAsync(DatabaseSetting.Server(options.Database!), TimeProvider.System, ct)
                : SqliteDatabase.Open(DatabaseSetting.File(options.Database, options.DataFolder), TimeProvider.System);
        }
        catch (DatabaseInUseException failure)
        {
            throw new BazaarLockedException(failure.Message, failure);
        }
        catch (DatabaseRefusedException failure)
        {
            throw new BazaarStartException(failure.Message, failure);
        }
    }

    private static string WriteUrl(string folder, Uri url)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, UrlFile);
        File.WriteAllText(file, url.ToString().TrimEnd('/') + "\n");
        return file;
    }
}

/// <summary>Why Bazaar cannot start, in one sentence that names the setting or the file and says what to do.</summary>
public class BazaarStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another Bazaar is using the database.</summary>
public sealed class BazaarLockedException(string message, Exception? inner = null) : BazaarStartException(message, inner);
