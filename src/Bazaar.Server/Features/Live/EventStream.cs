using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Bazaar.Server.Features.Live;

/// <summary>What every stream of entries shares: how it is opened, written and ended.</summary>
internal static class EventStream
{
    /// <summary>The longest silence; then a sign of life is sent.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Sends events until the reader or the server leaves.</summary>
    /// <param name="http">The request.</param>
    /// <param name="life">Knows when the server stops.</param>
    /// <param name="listener">Closed with the stream.</param>
    /// <param name="watch">Makes the events.</param>
    public static async Task<IResult> SendAsync(HttpContext http, IHostApplicationLifetime life, LedgerSignals.Listener listener, Func<CancellationToken, IAsyncEnumerable<SseItem<Movement?>>> watch)
    {
        // A server that stops must not wait for its listeners.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        http.Response.RegisterForDispose(listener);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/event-stream";
        try
        {
            // The first bytes tell the client that it is connected.
            await http.Response.WriteAsync(": watching\n\n", stop.Token);
            await http.Response.Body.FlushAsync(stop.Token);
            await SseFormatter.WriteAsync(watch(stop.Token), http.Response.Body, Write, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader or the server left; both are the ordinary end of a stream.
        }

        return Results.Empty;
    }

    /// <summary>True when something is new, false when the time is over.</summary>
    public static async Task<bool> WaitAsync(LedgerSignals.Listener listener, TimeSpan longest, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(longest);
        try
        {
            return await listener.Signal.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Write(SseItem<Movement?> item, System.Buffers.IBufferWriter<byte> buffer)
    {
        if (item.Data is { } movement)
        {
            using var writer = new Utf8JsonWriter(buffer);
            JsonSerializer.Serialize(writer, movement, BazaarJson.Wire.Movement);
        }
        else
        {
            Encoding.UTF8.GetBytes("{}", buffer);
        }
    }
}
