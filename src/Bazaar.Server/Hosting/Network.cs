using System.Net;
using Bazaar.Server.Platform.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using IPNetwork = System.Net.IPNetwork;

namespace Bazaar.Server.Hosting;

/// <summary>How the server treats whoever connects: the limits of connections, bodies and rates, and the proxies it believes.</summary>
/// <param name="Quotas">How much everyone may do: <c>BAZAAR_LIMITS</c>.</param>
/// <param name="Proxies">Whose <c>X-Forwarded-For</c> is believed: <c>BAZAAR_PROXIES</c>.</param>
internal sealed record Network(Quotas Quotas, IReadOnlyList<IPNetwork> Proxies)
{
    /// <summary>The largest body of an ordinary request, in bytes.</summary>
    public const long MaxBodyBytes = 1024 * 1024;

    /// <summary>The most connections at once.</summary>
    public const int MaxConnections = 16_384;

    /// <summary>A body that comes slower than this, in bytes a second, is given up after <see cref="SlowBodyGrace"/>; so is an answer that is not taken.</summary>
    public const double SlowestBytesPerSecond = 240;

    /// <summary>How long a request may take to send its headers.</summary>
    public static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(15);

    /// <summary>How long a body may be slow.</summary>
    public static readonly TimeSpan SlowBodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>What holds when nothing is set.</summary>
    public static Network Default { get; } = new(Quotas.Default, []);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="BazaarStartException">One of them is wrong.</exception>
    public static Network Read(BazaarOptions options) => new(
        Quotas.TryRead(options.Limits, out var error) ?? throw new BazaarStartException($"BAZAAR_LIMITS: {error}"),
        [.. (options.Proxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadProxy)]);

    /// <summary>Nobody holds a connection for nothing.</summary>
    public static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxBodyBytes;

        // A report may name more than a thousand stores in its address.
        limits.MaxRequestLineSize = 64 * 1024;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.RequestHeadersTimeout = HeadersTime;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytesPerSecond, SlowBodyGrace);
        limits.MinResponseDataRate = new MinDataRate(SlowestBytesPerSecond, SlowBodyGrace);
    }

    /// <summary>Takes the client's address from the header of a proxy that was named. Of nobody else: anyone can write that header.</summary>
    public void UseProxies(WebApplication app)
    {
        if (Proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in Proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }

    private static IPNetwork ReadProxy(string text) =>
        IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new BazaarStartException($"BAZAAR_PROXIES: {text} is neither an address nor a network. Write them like 10.0.0.7 or 10.0.0.0/24, separated by commas.");
}
