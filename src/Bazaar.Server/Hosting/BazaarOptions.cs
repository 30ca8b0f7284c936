using Bazaar.Server.Features.Demo;

namespace Bazaar.Server.Hosting;

/// <summary>Everything a person can set. The names in the environment, in <c>bazaar.json</c> and on the command line are the same.</summary>
public sealed record BazaarOptions
{
    /// <summary><c>BAZAAR_DATA</c>: the folder of everything this node keeps.</summary>
    public required string DataFolder { get; init; }

    /// <summary><c>BAZAAR_DATABASE</c>: <c>sqlite:PATH</c> or <c>postgres://user:password@host:port/database</c>; <c>bazaar.db</c> in the data folder when null.</summary>
    public string? Database { get; init; }

    /// <summary><c>BAZAAR_URLS</c>: what to listen on, several separated by semicolons. Null in an embedded host, which listens on a private socket only.</summary>
    public string? Urls { get; init; }

    /// <summary><c>BAZAAR_LIMITS</c>: how much a user, key or address may do, such as <c>writes=12000/60, bulk=off</c>; <c>off</c> for no limits.</summary>
    public string? Limits { get; init; }

    /// <summary><c>BAZAAR_PROXIES</c>: addresses and networks whose <c>X-Forwarded-For</c> is believed, separated by commas; nobody's when null.</summary>
    public string? Proxies { get; init; }

    /// <summary><c>BAZAAR_ADMIN_PASSWORD</c>: with it a shop without users gets its first one, <c>admin</c>.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>False leaves an empty database without the store that a shop begins with.</summary>
    public bool AddsFirstStore { get; init; } = true;

    /// <summary>Opens a made-up shop beside this one, when somebody at this computer asks for it; null: none can be opened.</summary>
    public OpenDemo? OpenDemo { get; init; }

    /// <summary>When this is that made-up shop: where the other one is.</summary>
    public Uri? DemoHome { get; init; }
}
