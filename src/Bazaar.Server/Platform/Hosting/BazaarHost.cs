namespace Bazaar.Server.Platform.Hosting;

/// <summary>A running Bazaar. Dispose it to stop it.</summary>
public sealed class BazaarHost : IAsyncDisposable
{
    private readonly Uri _address = new("http://bazaar/");

    /// <summary>Opens the database, brings it up to date, and starts answering. Without <see cref="BazaarOptions.Urls"/> only <see cref="CreateClient"/> reaches it.</summary>
    /// <param name="options">What to open and where to listen.</param>
    /// <param name="ct">Gives up starting.</param>
    /// <exception cref="BazaarStartException">It cannot start; the message says why and what to do.</exception>
    public static Task<BazaarHost> StartAsync(BazaarOptions options, CancellationToken ct = default) => throw new BazaarStartException("Not built.");

    /// <summary>A client of this very host.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = _address };

    /// <summary>Waits until it is asked to stop (Ctrl+C, SIGTERM).</summary>
    /// <param name="ct">Stops waiting.</param>
    public Task WaitForShutdownAsync(CancellationToken ct = default) => Task.FromException(new BazaarStartException(_address.Host));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Why Bazaar cannot start, in one sentence that names the setting or the file and says what to do.</summary>
public class BazaarStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another Bazaar is using the data folder. It may be a command that is done in a moment.</summary>
public sealed class BazaarLockedException(string message, Exception? inner = null) : BazaarStartException(message, inner);
