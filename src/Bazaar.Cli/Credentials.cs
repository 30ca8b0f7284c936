using System.Net.Http.Headers;
using System.Net.Http.Json;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli;

/// <summary>
/// Lets requests to a server say who asks: with the API key of the environment, or with the login that <c>bazaar login</c> keeps, which goes on by itself.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="terminal">Knows the environment and the time.</param>
internal sealed class Credentials(Uri server, Terminal terminal) : DelegatingHandler
{
    /// <summary>The variable that holds an API key.</summary>
    public const string KeyVariable = "BAZAAR_API_KEY";

    // A token that ends on the way is of no use.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1);
    private SavedLogin? _login;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null && await FindAsync(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gate.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<string?> FindAsync(CancellationToken ct)
    {
        if (terminal.Environment(KeyVariable) is { } key)
        {
            return key;
        }

        await _gate.WaitAsync(ct);
        try
        {
            var logins = new SavedLogins(terminal);
            _login ??= logins.Find(server);
            if (_login is not null && _login.ExpiresAt < terminal.Clock.GetUtcNow() + Margin)
            {
                _login = await RefreshAsync(logins, _login, ct);
            }

            return _login?.AccessToken;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<SavedLogin?> RefreshAsync(SavedLogins logins, SavedLogin old, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "api/v1/auth/refresh"))
        {
            Content = JsonContent.Create(new RefreshRequest { RefreshToken = old.RefreshToken }, BazaarJson.Wire.RefreshRequest),
        };
        using var answer = await base.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync(BazaarJson.Wire.TokenResponse, ct) is { } tokens)
        {
            var login = SavedLogin.Of(old.UserName, tokens, terminal.Clock);
            logins.Save(server, login);
            return login;
        }

        if (answer.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            // The session has ended. The server will say so, and what to do.
            logins.Remove(server);
        }

        return null;
    }
}
