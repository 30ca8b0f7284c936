namespace Bazaar.Contracts.Client;

/// <summary>Which records of the audit trail.</summary>
/// <param name="Entity">The kind of thing: <c>product</c>, <c>store</c>, <c>stock</c>, <c>alert</c> …</param>
/// <param name="Subject">The thing's own code.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done, such as <c>product.edit</c>.</param>
/// <param name="Store">The store.</param>
/// <param name="From">First time, included.</param>
/// <param name="To">Last time, included.</param>
public sealed record AuditQuery(
    string? Entity = null, string? Subject = null, string? Actor = null, string? Action = null, string? Store = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>The query of an address.</summary>
    /// <param name="limit">The most records of a page.</param>
    /// <param name="cursor">Where the page begins.</param>
    public string Text(int? limit = null, string? cursor = null) => BazaarClient.Query(
        ("entity", Entity), ("subject", Subject), ("actor", Actor), ("action", Action), ("store", Store), ("from", From?.ToString("O")), ("to", To?.ToString("O")),
        ("limit", limit?.ToString()), ("cursor", cursor));
}
