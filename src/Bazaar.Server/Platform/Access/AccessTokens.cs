using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Bazaar.Storage.Access;

namespace Bazaar.Server.Platform.Access;

/// <summary>Gives out access tokens and verifies them. A token that was verified once is remembered until it ends.</summary>
internal sealed class AccessTokens(SigningKeys keys, TimeProvider clock)
{
    private const int MaxRemembered = 20_000;

    private readonly ConcurrentDictionary<(UInt128, UInt128), (Proof.User Proof, long ExpiresAt)> _verified = [];

    /// <summary>How long a token is good.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(10);

    /// <summary>A token for a user in a session.</summary>
    public async ValueTask<string> IssueAsync(UserRow user, string session, CancellationToken ct)
    {
        var key = await keys.CurrentAsync(ct);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new AccessClaims(user.Name, user.Id, user.Stamp, session, now, now + (long)Life.TotalSeconds);
        lock (key.Key)
        {
            return Jwt.Sign(claims, key.Id, key.Key);
        }
    }

    /// <summary>What a token proves; null when it is not ours or not good now.</summary>
    public async ValueTask<Proof.User?> VerifyAsync(string token, CancellationToken ct)
    {
        if (token.Length > Jwt.MaxLength)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var hash = HashOf(token);
        if (_verified.TryGetValue(hash, out var known))
        {
            return known.ExpiresAt > now.ToUnixTimeSeconds() ? known.Proof : null;
        }

        if (Jwt.ReadKeyId(token) is not { } id || await keys.FindAsync(id, ct) is not { } key || Jwt.Read(token, key, now) is not { } claims)
        {
            return null;
        }

        Remember(hash, new Proof.User(claims.UserId, claims.Stamp, claims.Session), claims.ExpiresAt, now.ToUnixTimeSeconds());
        return new Proof.User(claims.UserId, claims.Stamp, claims.Session);
    }

    private void Remember((UInt128, UInt128) hash, Proof.User proof, long expiresAt, long now)
    {
        if (_verified.Count >= MaxRemembered)
        {
            foreach (var (old, (_, ends)) in _verified)
            {
                if (ends <= now)
                {
                    _verified.TryRemove(old, out _);
                }
            }

            if (_verified.Count >= MaxRemembered)
            {
                _verified.Clear();
            }
        }

        _verified[hash] = (proof, expiresAt);
    }

    // By the hash, so that no token lies about in memory.
    private static (UInt128, UInt128) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return (BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
