using System.Net.Http.Json;

namespace Bazaar.Contracts.Client;

/// <content>Signing in, users and API keys.</content>
public sealed partial class BazaarClient
{
    /// <summary>POST /auth/login.</summary>
    public Task<TokenResponse> LoginAsync(string userName, string password, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, "auth/login", new LoginRequest { UserName = userName, Password = password }, Json.LoginRequest, Json.TokenResponse, ct);

    /// <summary>POST /auth/refresh.</summary>
    public Task<TokenResponse> RefreshLoginAsync(string refreshToken, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, "auth/refresh", new RefreshRequest { RefreshToken = refreshToken }, Json.RefreshRequest, Json.TokenResponse, ct);

    /// <summary>POST /auth/logout.</summary>
    public async Task LogoutAsync(string refreshToken, CancellationToken ct = default)
    {
        using var response = await Http.PostAsJsonAsync(Root + "auth/logout", new RefreshRequest { RefreshToken = refreshToken }, Json.RefreshRequest, ct);
        await ThrowOnProblemAsync(response, ct);
    }

    /// <summary>GET /auth/me.</summary>
    public Task<Me> GetMeAsync(CancellationToken ct = default) => GetAsync("auth/me", Json.Me, ct);

    /// <summary>PUT /auth/password.</summary>
    public Task<TokenResponse> ChangePasswordAsync(string current, string next, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Put, "auth/password", new PasswordRequest { CurrentPassword = current, NewPassword = next }, Json.PasswordRequest, Json.TokenResponse, ct);

    /// <summary>GET /users.</summary>
    public Task<Page<User>> ListUsersAsync(int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("users" + Query(("limit", Text(limit)), ("cursor", cursor)), Json.PageUser, ct);

    /// <summary>GET /users/{userName}.</summary>
    public Task<User> GetUserAsync(string userName, CancellationToken ct = default) => GetAsync($"users/{Escape(userName)}", Json.User, ct);

    /// <summary>POST /users.</summary>
    public Task<User> AddUserAsync(UserRequest user, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "users", user, Json.UserRequest, Json.User, ct);

    /// <summary>PATCH /users/{userName}, on the version that was read.</summary>
    public Task<User> EditUserAsync(string userName, long version, UserPatch patch, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Patch, $"users/{Escape(userName)}", patch, Json.UserPatch, Json.User, ct, version);

    /// <summary>GET /api-keys, newest first.</summary>
    public Task<Page<ApiKey>> ListApiKeysAsync(int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("api-keys" + Query(("limit", Text(limit)), ("cursor", cursor)), Json.PageApiKey, ct);

    /// <summary>POST /api-keys: the answer is the only one that holds the key itself.</summary>
    public Task<ApiKey> AddApiKeyAsync(ApiKeyRequest key, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "api-keys", key, Json.ApiKeyRequest, Json.ApiKey, ct);

    /// <summary>DELETE /api-keys/{prefix}: revokes.</summary>
    public async Task RevokeApiKeyAsync(string prefix, CancellationToken ct = default)
    {
        using var response = await Http.DeleteAsync($"{Root}api-keys/{Escape(prefix)}", ct);
        await ThrowOnProblemAsync(response, ct);
    }
}
