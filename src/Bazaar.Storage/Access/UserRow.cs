using Bazaar.Domain.Access;

namespace Bazaar.Storage.Access;

/// <summary>A user as they are stored.</summary>
public sealed record UserRow
{
    /// <summary>The database's own number.</summary>
    public long Id { get; init; }

    /// <summary>The name they sign in with, as written.</summary>
    public required string Name { get; init; }

    /// <summary>What people call them.</summary>
    public string? DisplayName { get; init; }

    /// <summary>See <see cref="Roles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>1 when they have the right to every store.</summary>
    public long AllStores { get; init; }

    /// <summary>Scopes of the role that they do not have, separated by spaces.</summary>
    public string Withheld { get; init; } = "";

    /// <summary>See <see cref="Domain.Access.PasswordHash"/>.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>Since when they may not come in.</summary>
    public long? DisabledAt { get; init; }

    /// <summary>Grows when everything that is signed in must sign in again.</summary>
    public long Stamp { get; init; }

    /// <summary>Grows with each change.</summary>
    public long Version { get; init; }

    /// <summary>When they were added.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Codes of their stores, as written; empty with <see cref="AllStores"/>.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    /// <summary>The scopes they do not have.</summary>
    public IReadOnlyList<string> WithheldScopes => Withheld.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>An API key as it is stored.</summary>
public sealed record ApiKeyRow
{
    /// <summary>The database's own number.</summary>
    public long Id { get; init; }

    /// <summary>The device it belongs to.</summary>
    public required string Name { get; init; }

    /// <summary>The part that may be shown.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the secret part.</summary>
    public byte[] SecretHash { get; init; } = [];

    /// <summary>What it may do, separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>1 when it has the right to every store.</summary>
    public long AllStores { get; init; }

    /// <summary>When it was made.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends by itself.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public long? RevokedAt { get; init; }

    /// <summary>Codes of its stores, as written; empty with <see cref="AllStores"/>.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    /// <summary>What it may do.</summary>
    public IReadOnlyList<string> ScopeNames => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What came of a change of users or keys.</summary>
public enum AccessOutcome
{
    /// <summary>It was made.</summary>
    Done,

    /// <summary>There is no such user or key.</summary>
    NotFound,

    /// <summary>It changed since it was read.</summary>
    VersionMismatch,

    /// <summary>The name is taken.</summary>
    Exists,

    /// <summary>There is no such store.</summary>
    UnknownStore,

    /// <summary>Nobody would be left who may change users.</summary>
    LastAdministrator,
}
