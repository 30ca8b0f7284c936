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
}
