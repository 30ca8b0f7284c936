using System.Net;
using Bazaar.Server.Platform.Access;

namespace Bazaar.Server.Hosting;

/// <summary>Reads <c>BAZAAR_URLS</c>.</summary>
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
            if (Parse(url)?.Scheme != Uri.UriSchemeHttp)
            {
                throw new BazaarStartException($"BAZAAR_URLS: {url} is not an address to listen on. Use one such as http://127.0.0.1:5080.");
            }
        }

        return all;
    }

    /// <summary>True when others can reach one of these addresses: then everybody must sign in.</summary>
    /// <param name="urls">Addresses that <see cref="Read"/> took.</param>
    public static bool AreWide(IEnumerable<string> urls) => urls.Any(u => !LoopbackAccess.IsLoopback(Parse(u)!.Host));

    /// <summary>Where this computer's own programs find what listens on an address: one that stands for all is none to connect to.</summary>
    /// <param name="url">An address that is listened on.</param>
    public static Uri Reachable(string url)
    {
        var uri = Parse(url)!;
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri
            : uri;
    }

    private static Uri? Parse(string url) =>
        Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? uri : null;
}
