using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>Reads the <c>Authorization</c> header: an access token, an API key, or HTTP Basic with a user's password or an API key.</summary>
internal sealed class Authenticator(AccessState state, AccessTokens tokens, PasswordSignIn passwords, OwnerSecret owner, TimeProvider clock)
{
    private const int MaxBasic = 1_024;
    private const int MaxRemembered = 1_000;
    private static readonly TimeSpan RememberPassword = TimeSpan.FromMinutes(5);
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    // Hashing a password takes a quarter of a second; who sends it with each request must not cost that each time. The key dies with the process.
    private readonly byte[] _rememberKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (Proof.User Proof, long At)> _remembered = [];

    /// <summary>Who it is; null when the header does not say, or says what is not true. The problem is one that is better told than "sign in".</summary>
    public async ValueTask<(Caller? Caller, Problem? Problem)> FindAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || text.IndexOf(' ') is var space && space < 0)
        {
            return default;
        }

        var (scheme, value) = (text[..space], text[(space + 1)..].Trim());
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return (value.StartsWith(Secrets.KeyStart, StringComparison.Ordinal) ? await FindByKeyAsync(value, http.RequestAborted)
                : owner.Is(value) ? Caller.Owner
                : await tokens.VerifyAsync(value, http.RequestAborted) is { } proof ? await state.FindAsync(proof, http.RequestAborted)
                : null, null);
        }

        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? await FindByBasicAsync(value, http) : default;
    }

    /// <summary>True when the request comes with an API key: it counts even where nobody needs to sign in.</summary>
    public static bool HasKey(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } text] && text.StartsWith("Bearer " + Secrets.KeyStart, StringComparison.OrdinalIgnoreCase);

    private async ValueTask<Caller?> FindByKeyAsync(string text, CancellationToken ct) =>
        Secrets.ReadKey(text) is { } key && await state.FindKeyAsync(key.Prefix, ct) is { } known && CryptographicOperations.FixedTimeEquals(key.Hash, known.Row.SecretHash) ? known.Caller : null;

    private async ValueTask<(Caller?, Problem?)> FindByBasicAsync(string value, HttpContext http)
    {
        if (ReadBasic(value) is not { } given)
        {
            return default;
        }

        // The key may stand in either place; tools differ.
        var (name, password) = given;
        var key = Secrets.ReadKey(password) is not null ? password : password.Length == 0 && Secrets.ReadKey(name) is not null ? name : null;
        if (key is not null)
        {
            return (await FindByKeyAsync(key, http.RequestAborted), null);
        }

        var hash = Convert.ToBase64String(HMACSHA256.HashData(_rememberKey, Encoding.UTF8.GetBytes($"{name}\0{password}")));
        if (_remembered.TryGetValue(hash, out var known) && clock.GetElapsedTime(known.At) < RememberPassword && await state.FindAsync(known.Proof, http.RequestAborted) is { } caller)
        {
            return (caller, null);
        }

        var (user, problem) = await passwords.CheckAsync(name, password, http);
        if (user is null)
        {
            return (null, problem?.Status == 401 ? null : problem);
        }

        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        var proof = new Proof.User(user.Id, user.Stamp, null);
        _remembered[hash] = (proof, clock.GetTimestamp());
        return (await state.FindAsync(proof, http.RequestAborted), null);
    }

    private static (string Name, string Password)? ReadBasic(string value)
    {
        Span<byte> bytes = stackalloc byte[MaxBasic];
        if (value.Length > MaxBasic || !Convert.TryFromBase64String(value, bytes, out var length))
        {
            return null;
        }

        try
        {
            var text = StrictUtf8.GetString(bytes[..length]);
            var colon = text.IndexOf(':');
            return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>A secret of this process, with which it may talk to itself as the owner: to fill a demo shop, for one.</summary>
internal sealed class OwnerSecret
{
    private readonly byte[] _hash;

    public OwnerSecret()
    {
        Value = "bo_" + Secrets.NewSecret();
        _hash = Secrets.HashOf(Value);
    }

    public string Value { get; }

    public bool Is(string text) => text.Length == Value.Length && CryptographicOperations.FixedTimeEquals(Secrets.HashOf(text), _hash);
}
