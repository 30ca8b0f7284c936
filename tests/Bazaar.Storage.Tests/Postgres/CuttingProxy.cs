using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>
/// Stands between a client and the server, and cuts the connection at what commits: before the server hears of it, or after it has
/// answered and before the client hears that.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    // What was decided without locks is written by one batch that commits by itself; its first statement is known by the function it calls.
    private static readonly byte[][] Commits = [Encoding.ASCII.GetBytes("COMMIT"), Encoding.ASCII.GetBytes("bazaar_expect")];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly bool _serverHears;
    private int _cut;

    private CuttingProxy(int server, bool serverHears)
    {
        _server = server;
        _serverHears = serverHears;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>True once a connection was cut.</summary>
    public bool HasCut => Volatile.Read(ref _cut) == 2;

    public static CuttingProxy Start(int server, bool serverHears)
    {
        var proxy = new CuttingProxy(server, serverHears);
        _ = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>From now on, the first that commits is where it happens.</summary>
    public void Arm() => Volatile.Write(ref _cut, 1);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                var back = server.GetStream().CopyToAsync(client.GetStream());
                await Task.WhenAny(ForwardAsync(client.GetStream(), server), back);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
        }
    }

    private async Task ForwardAsync(NetworkStream from, TcpClient server)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            var last = Array.Exists(Commits, c => buffer.AsSpan(0, read).IndexOf(c) >= 0) && Interlocked.CompareExchange(ref _cut, 2, 1) == 1;
            if (last && !_serverHears)
            {
                return;
            }

            if (last)
            {
                // The client is cut off first, so that it cannot hear the answer; the server goes on and commits.
                from.Close();
            }

            await server.GetStream().WriteAsync(buffer.AsMemory(0, read));
            if (last)
            {
                server.Client.Shutdown(SocketShutdown.Send);
                return;
            }
        }
    }
}
