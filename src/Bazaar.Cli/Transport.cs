namespace Bazaar.Cli;

/// <summary>HTTP to a server.</summary>
internal static class Transport
{
    public static HttpClient Create(Uri server)
    {
        var root = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/");

        // A proxy of the environment must not come between a shop and itself.
        return new HttpClient(new SocketsHttpHandler { UseProxy = !server.IsLoopback }) { BaseAddress = root };
    }
}
