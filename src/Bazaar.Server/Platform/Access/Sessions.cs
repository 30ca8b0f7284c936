using System.Security.Cryptography;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Access;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>What a user gets who has signed in.</summary>
/// <param name="AccessToken">Goes with each request.</param>
/// <param name="RefreshToken">Gets the next access token, once.</param>
/// <param name="RefreshEndsAt">When the refresh token ends.</param>
internal sealed record SignedIn(string AccessToken, string RefreshToken, DateTimeOffset RefreshEndsAt);

/// <summary>
/// Sessions: each has one refresh token that is good. Using it gives the next. One that comes again after its time was stolen, or the thief used it first:
/// the whole session ends, and it is put on record.
/// </summary>
internal sealed class Sessions(SessionStore sessions, UserStore users, AccessTokens tokens, AccessState state, TimeProvider clock)
{
    /// <summary>A session that nobody uses for so long has ended.</summary>
    private static readonly TimeSpan IdleLife = TimeSpan.FromDays(30);

    /// <summary>However much it is used, someone signs in anew after this.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(180);

    /// <summary>A poor network loses answers, and two windows of one browser ask at the same time: for so long a token that was used gives the same next one again.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    /// <summary>Begins a session for a user whose password was right.</summary>
    public async Task<SignedIn> BeginAsync(UserRow user, HttpContext http)
    {
        var (now, secret) = (clock.GetUtcNow(), Secrets.NewSecret());
        var session = new SessionRow
        {
            Id = Secrets.NewSession(),
            UserId = user.Id,
            Stamp = user.Stamp,
            TokenHash = Secrets.HashOf(secret),
            Salt = RandomNumberGenerator.GetBytes(32),
            CreatedAt = Clock.ToMicros(now),
            RotatedAt = Clock.ToMicros(now),
            ExpiresAt = Clock.ToMicros(now + IdleLife),
        };
        await sessions.BeginAsync(session, user.Name, http.Origin(clock, user.Name), http.RequestAborted);
        return await ToSignedInAsync(user, session, secret, http.RequestAborted);
    }

    /// <summary>Gives the next tokens for a refresh token; null when it is not good.</summary>
    public async Task<SignedIn?> RefreshAsync(string? refreshToken, HttpContext http)
    {
        var ct = http.RequestAborted;
        if (Secrets.ReadRefreshToken(refreshToken) is not var (id, secret) || await sessions.FindAsync(id, ct) is not { EndedAt: null } session)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (session.ExpiresAt <= Clock.ToMicros(now) || await users.FindAsync(session.UserId, ct) is not { DisabledAt: null } user || user.Stamp != session.Stamp)
        {
            return null;
        }

        var hash = Secrets.HashOf(secret);
        var next = Secrets.NextSecret(secret, session.Salt);
        if (CryptographicOperations.FixedTimeEquals(hash, session.TokenHash))
        {
            var ends = Math.Min(Clock.ToMicros(now + IdleLife), Clock.ToMicros(Clock.FromMicros(session.CreatedAt) + LongestLife));

            // Who was quicker with the same token gave out the same next one.
            await sessions.RotateAsync(session, Secrets.HashOf(next), ends, Clock.ToMicros(now), ct);
            return await ToSignedInAsync(user, session with { ExpiresAt = ends }, next, ct);
        }

        if (session.PreviousHash is { } previous && CryptographicOperations.FixedTimeEquals(hash, previous) && session.RotatedAt > Clock.ToMicros(now - Leeway))
        {
            return await ToSignedInAsync(user, session, next, ct);
        }

        await sessions.EndAsync(id, "user.token-reused", user.Name, http.Origin(clock, Caller.Nobody.Name), ct);
        state.Forget();
        return null;
    }

    /// <summary>Ends the session of a refresh token, when it is one.</summary>
    public async Task EndAsync(string? refreshToken, HttpContext http)
    {
        var ct = http.RequestAborted;
        if (Secrets.ReadRefreshToken(refreshToken) is not var (id, secret) || await sessions.FindAsync(id, ct) is not { EndedAt: null } session)
        {
            return;
        }

        var hash = Secrets.HashOf(secret);
        if (CryptographicOperations.FixedTimeEquals(hash, session.TokenHash) || (session.PreviousHash is { } previous && CryptographicOperations.FixedTimeEquals(hash, previous)))
        {
            var name = (await users.FindAsync(session.UserId, ct))!.Name;
            await sessions.EndAsync(id, "user.logout", name, http.Origin(clock, name), ct);
            state.Forget();
        }
    }

    private async Task<SignedIn> ToSignedInAsync(UserRow user, SessionRow session, string secret, CancellationToken ct) =>
        new(await tokens.IssueAsync(user, session.Id, ct), Secrets.RefreshToken(session.Id, secret), Clock.FromMicros(session.ExpiresAt));
}
