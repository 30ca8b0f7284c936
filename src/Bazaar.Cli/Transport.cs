namespace Bazaar.Cli;

/// <summary>HTTP to a server.</summary>
internal static class Transport
{
    /// <summary>A client of a server.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="credentials">Says who asks; null: nobody in particular.</param>
    public static HttpClient Create(Uri server, Credentials? credentials = null)
    {
        var root = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/");

        // A proxy of the environment must not come between a shop and itself.
        HttpMessageHandler handler = new SocketsHttpHandler { UseProxy = !server.IsLoopback };
        if (credentials is not null)
        {
            credentials.InnerHandler = handler;
            handler = credentials;
        }

        return new HttpClient(handler) { BaseAddress = root };
    }
}
