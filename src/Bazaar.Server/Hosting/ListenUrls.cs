using Bazaar.Server.Platform.Access;

namespace Bazaar.Server.Hosting;

/// <summary>Reads <c>BAZAAR_URLS</c> and keeps a shop without users on its own computer.</summary>
internal static class ListenUrls
{
    public static string[] Read(string urls)
    {
        var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (all.Length == 0)
        {
            throw new BazaarStartException("BAZAAR_URLS is empty. Name an address such as http://127.0.0.1:5080.");
        }

        foreach (var url in all)
        {
            if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
            {
                throw new BazaarStartException($"BAZAAR_URLS: {url} is not an address to listen on. Use one such as http://127.0.0.1:5080.");
            }

            if (!LoopbackAccess.IsLoopback(uri.Host))
            {
                throw new BazaarStartException(
                    $"BAZAAR_URLS: {url} would let everyone on the network sell and change prices, for no users are set up. Listen on http://127.0.0.1:{uri.Port} instead, and reach it from elsewhere through an SSH tunnel or a proxy that asks for a password.");
            }
        }

        return all;
    }
}
