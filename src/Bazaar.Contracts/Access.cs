using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>Signing in.</summary>
public sealed record LoginRequest
{
    /// <summary>The user's name.</summary>
    public string? UserName { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }
}

/// <summary>Going on being signed in, and signing out.</summary>
public sealed record RefreshRequest
{
    /// <summary>The newest refresh token; absent when it is in the cookie.</summary>
    public string? RefreshToken { get; init; }
}

/// <summary>Changing one's own password.</summary>
public sealed record PasswordRequest
{
    /// <summary>The password as it is.</summary>
    public string? CurrentPassword { get; init; }

    /// <summary>The password as it shall be: 8 to 128 characters, none of the most common ones.</summary>
    public string? NewPassword { get; init; }
}

/// <summary>What someone gets who has signed in.</summary>
/// <param name="AccessToken">Goes with each request: <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
/// <param name="RefreshToken">Gets the next tokens, once; absent when it is in the cookie.</param>
public sealed record TokenResponse(
    string AccessToken, string TokenType, long ExpiresIn, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken);

/// <summary>Who one is.</summary>
public sealed record Me
{
    /// <summary>The name that stands in entries.</summary>
    public required string Name { get; init; }

    /// <summary><c>user</c>, <c>key</c>, or <c>owner</c> where nobody needs to sign in.</summary>
    public required string Kind { get; init; }

    /// <summary>What people call the user.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The user's role.</summary>
    public string? Role { get; init; }

    /// <summary>What one may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>True with the right to every store, also those that are added later.</summary>
    public required bool AllStores { get; init; }

    /// <summary>Codes of the stores one has the right to; empty with <see cref="AllStores"/>.</summary>
    public required IReadOnlyList<string> Stores { get; init; }
}

/// <summary>A user to add.</summary>
public sealed record UserRequest
{
    /// <summary>The name to sign in with: a letter or digit, then up to 63 of letters, digits, <c>. _ -</c>.</summary>
    public string? UserName { get; init; }

    /// <summary>What people call them; at most 200 characters.</summary>
    public string? DisplayName { get; init; }

    /// <summary><c>staff</c>, <c>manager</c>, <c>auditor</c> or <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Codes of their stores. Administrators have all.</summary>
    public IReadOnlyList<string>? Stores { get; init; }

    /// <summary>True for the right to every store, also those that are added later.</summary>
    public bool? AllStores { get; init; }

    /// <summary>Scopes of the role that they shall not have, such as <c>stock.post-facts</c>.</summary>
    public IReadOnlyList<string>? Withheld { get; init; }

    /// <summary>8 to 128 characters, none of the most common ones.</summary>
    public string? Password { get; init; }
}

/// <summary>Changes to a user; members that are absent stay as they are.</summary>
public sealed record UserPatch
{
    /// <inheritdoc cref="UserRequest.DisplayName"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> DisplayName { get; init; }

    /// <inheritdoc cref="UserRequest.Role"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Role { get; init; }

    /// <inheritdoc cref="UserRequest.Stores"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> Stores { get; init; }

    /// <inheritdoc cref="UserRequest.AllStores"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool?> AllStores { get; init; }

    /// <inheritdoc cref="UserRequest.Withheld"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> Withheld { get; init; }

    /// <summary>True: may not come in any more. False: may again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool?> Disabled { get; init; }

    /// <summary>A new password; ends all their sessions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Password { get; init; }
}

/// <summary>A user.</summary>
public sealed record User
{
    /// <inheritdoc cref="UserRequest.UserName"/>
    public required string UserName { get; init; }

    /// <inheritdoc cref="UserRequest.DisplayName"/>
    public string? DisplayName { get; init; }

    /// <inheritdoc cref="UserRequest.Role"/>
    public required string Role { get; init; }

    /// <inheritdoc cref="UserRequest.AllStores"/>
    public required bool AllStores { get; init; }

    /// <summary>Codes of their stores; empty with <see cref="AllStores"/>.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    /// <inheritdoc cref="UserRequest.Withheld"/>
    public required IReadOnlyList<string> Withheld { get; init; }

    /// <summary>True when they may not come in.</summary>
    public required bool Disabled { get; init; }

    /// <summary>When they were added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with each change; the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>An API key to make.</summary>
public sealed record ApiKeyRequest
{
    /// <summary>The device it is for; its name stands in entries. A letter or digit, then up to 63 of letters, digits, <c>. _ -</c>.</summary>
    public string? Name { get; init; }

    /// <summary>A role whose scopes it gets; give this or <see cref="Scopes"/>.</summary>
    public string? Role { get; init; }

    /// <summary>What it may do, such as <c>stock.read</c>.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Codes of the stores it may do it in.</summary>
    public IReadOnlyList<string>? Stores { get; init; }

    /// <summary>True for every store, also those that are added later.</summary>
    public bool? AllStores { get; init; }

    /// <summary>When it ends by itself; never when absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>An API key, without its secret.</summary>
public sealed record ApiKey
{
    /// <summary>The part of it that may be shown; it names the key.</summary>
    public required string Prefix { get; init; }

    /// <summary>The device it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <inheritdoc cref="ApiKeyRequest.AllStores"/>
    public required bool AllStores { get; init; }

    /// <summary>Codes of its stores; empty with <see cref="AllStores"/>.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The key itself, only in the answer that makes it: <c>bz_PREFIX_SECRET</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }
}

/// <summary>The public halves of the keys that sign access tokens (RFC 7517).</summary>
/// <param name="Keys">The keys.</param>
public sealed record JsonWebKeySet(IReadOnlyList<JsonWebKey> Keys);

/// <summary>One of them.</summary>
public sealed record JsonWebKey
{
    /// <summary><c>EC</c>.</summary>
    public string Kty { get; init; } = "EC";

    /// <summary><c>P-256</c>.</summary>
    public string Crv { get; init; } = "P-256";

    /// <summary><c>sig</c>.</summary>
    public string Use { get; init; } = "sig";

    /// <summary><c>ES256</c>.</summary>
    public string Alg { get; init; } = "ES256";

    /// <summary>Its thumbprint (RFC 7638).</summary>
    public required string Kid { get; init; }

    /// <summary>One coordinate.</summary>
    public required string X { get; init; }

    /// <summary>The other.</summary>
    public required string Y { get; init; }

    /// <summary>When a key that signs heads was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When another took its place; absent for the one in use.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }
}
