using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bazaar.Browser.Tests.Harness;

/// <summary>The cable between the browser and the shop. When it is cut, what is under way breaks and nothing new gets through, while both ends stay up.</summary>
internal sealed class Network : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly int _port;
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private TcpListener? _listener;

    public Network(Uri server)
    {
        _server = server;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    public string Address => $"http://127.0.0.1:{_port}";

    public void Cut()
    {
        _listener?.Stop();
        _listener = null;
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }

        _open.Clear();
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _open[browser] = _open[server] = 0;
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            await using var near = new NetworkStream(browser, ownsSocket: true);
            await using var far = new NetworkStream(server, ownsSocket: true);
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // Cut, or one end left.
        }
        finally
        {
            _open.TryRemove(browser, out _);
            _open.TryRemove(server, out _);
            browser.Dispose();
            server.Dispose();
        }
    }
}
