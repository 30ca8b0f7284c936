using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;

namespace Bazaar.Cli;

/// <summary>The shop, open: a server far away, the one running on the data folder, or one inside this process.</summary>
internal sealed class Session : IAsyncDisposable
{
    // Another command on the same folder is done in a moment; a longer wait means something else is wrong.
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);

    private readonly IAsyncDisposable? _host;

    private Session(HttpClient http, IAsyncDisposable? host)
    {
        Client = new BazaarClient(http);
        _host = host;
    }

    /// <summary>The shop.</summary>
    public BazaarClient Client { get; }

    /// <summary>Opens the shop that the options, the environment and the data folder point to.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Session> OpenAsync(Globals globals, CancellationToken ct)
    {
        if (globals.Server is { } server)
        {
            return To(ServerAddress(server), globals);
        }

        var clock = globals.Terminal.Clock;
        var started = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await DataFolder.RunningServerAsync(globals.DataFolder, ct) is { } running)
            {
                return To(running, globals);
            }

            try
            {
                return await EmbedAsync(globals, ct);
            }
            catch (BazaarLockedException) when (clock.GetElapsedTime(started) < LockPatience)
            {
                await Task.Delay(pause, clock, ct);
            }
        }
    }

    /// <summary>The address of a server as it was typed.</summary>
    /// <param name="server">What was typed.</param>
    public static Uri ServerAddress(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException($"--server (or BAZAAR_SERVER) must be an address such as http://127.0.0.1:5080, not '{server}'.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Http.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    // Apart, so that the server's code is loaded only when it is needed here.
    private static async Task<Session> EmbedAsync(Globals globals, CancellationToken ct)
    {
        var host = await BazaarHost.StartAsync(new BazaarOptions { DataFolder = globals.DataFolder, Database = globals.Settings["BAZAAR_DATABASE"], Urls = null }, ct);
        return new Session(host.CreateClient(), host);
    }

    private static Session To(Uri server, Globals globals) => new(Transport.Create(server, new Credentials(server, globals.Terminal)), null);
}
