using System.Collections.Frozen;
using Bazaar.Domain.Primitives;
using Bazaar.Storage;
using Bazaar.Storage.Access;

namespace Bazaar.Server.Platform.Access;

/// <summary>
/// What is known of users, keys and sessions. A right that is taken away ends at once where that was done, and on the other nodes as soon as they hear of it;
/// nothing is ever older than <see cref="Freshness"/>, should they not. An ordinary request reads nothing from the database.
/// </summary>
internal sealed class AccessState : IDisposable
{
    private readonly IDatabase _database;
    private readonly UserStore _users;
    private readonly TimeProvider _clock;
    private readonly FreshRows<long, KnownUser> _knownUsers;
    private readonly FreshRows<string, KnownKey> _knownKeys;
    private readonly FreshRows<string, SessionRow> _knownSessions;
    private bool _hasUsers;
    private long? _askedAt;

    public AccessState(IDatabase database, UserStore users, ApiKeyStore keys, SessionStore sessions, TimeProvider clock)
    {
        (_database, _users, _clock) = (database, users, clock);
        _knownUsers = new(async (id, ct) => await users.FindAsync(id, ct) is { } row ? new KnownUser(row, ToCaller(row)) : null, Freshness, clock);
        _knownKeys = new(async (prefix, ct) => await keys.FindAsync(prefix, ct) is { } row ? new KnownKey(row, ToCaller(row)) : null, Freshness, clock);
        _knownSessions = new(sessions.FindAsync, Freshness, clock);
        _database.AccessChangedElsewhere += ForgetHere;
    }

    /// <summary>How old what is known may be.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromSeconds(30);

    /// <summary>True when there are users, and so everybody must sign in. Users are never deleted, so yes stays yes.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<bool> HasUsersAsync(CancellationToken ct)
    {
        if (_hasUsers || (_askedAt is { } asked && _clock.GetElapsedTime(asked) < Freshness))
        {
            return _hasUsers;
        }

        var now = _clock.GetTimestamp();
        _hasUsers = await _users.AnyAsync(ct);
        _askedAt = now;
        return _hasUsers;
    }

    /// <summary>Whom a proof shows, with the rights they have now; null when it no longer holds.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<Caller?> FindAsync(Proof proof, CancellationToken ct) => proof switch
    {
        Proof.User user => await FindUserAsync(user, ct),
        Proof.ApiKey key => await FindKeyAsync(key.Prefix, ct) is { } known ? known.Caller : null,
        _ => await HasUsersAsync(ct) ? null : Caller.LoopbackOwner,
    };

    /// <summary>A key that is good now.</summary>
    /// <param name="prefix">The part of it that may be shown.</param>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<KnownKey?> FindKeyAsync(string prefix, CancellationToken ct) =>
        await _knownKeys.FindAsync(prefix, ct) is { Row.RevokedAt: null } known && (known.Row.ExpiresAt is not { } ends || ends > Clock.ToMicros(_clock.GetUtcNow())) ? known : null;

    /// <summary>The user behind a proof.</summary>
    /// <param name="id">Their number.</param>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<UserRow?> FindUserAsync(long id, CancellationToken ct) => (await _knownUsers.FindAsync(id, ct))?.Row;

    /// <summary>Reads everything anew, here and on the other nodes: users, keys or sessions were changed here.</summary>
    public void Forget()
    {
        ForgetHere();
        _database.TellAccessChanged();
    }

    public void Dispose() => _database.AccessChangedElsewhere -= ForgetHere;

    private void ForgetHere()
    {
        _knownUsers.Forget();
        _knownKeys.Forget();
        _knownSessions.Forget();
        _askedAt = null;
    }

    private async ValueTask<Caller?> FindUserAsync(Proof.User proof, CancellationToken ct)
    {
        var known = await _knownUsers.FindAsync(proof.UserId, ct);
        if (known?.Row.Stamp < proof.Stamp)
        {
            // They have signed in on another node, with a password that is newer than what is known here.
            known = await _knownUsers.ReadAsync(proof.UserId, ct);
        }

        if (known is not { Row.DisabledAt: null } || known.Row.Stamp != proof.Stamp)
        {
            return null;
        }

        return proof.Session is null || await _knownSessions.FindAsync(proof.Session, ct) is { EndedAt: null } ? known.Caller with { Proof = proof } : null;
    }

    private static Caller ToCaller(UserRow row)
    {
        var role = Roles.Find(row.Role);
        return role is null ? Caller.Nobody : new Caller(row.Name, Rights.Of(role.Value, row.AllStores == 1, row.WithheldScopes), StoresOf(row.AllStores, row.Stores));
    }

    private static Caller ToCaller(ApiKeyRow row) =>
        new(row.Name, Rights.Of(row.ScopeNames, row.AllStores == 1), StoresOf(row.AllStores, row.Stores)) { Proof = new Proof.ApiKey(row.Prefix) };

    private static FrozenSet<string>? StoresOf(long all, IReadOnlyList<string> stores) => all == 1 ? null : stores.Select(Code.Key).ToFrozenSet(StringComparer.Ordinal);

    internal sealed record KnownUser(UserRow Row, Caller Caller);

    internal sealed record KnownKey(ApiKeyRow Row, Caller Caller);
}
