using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Access;

namespace Bazaar.Server.Platform.Access;

/// <summary>A key that signs and verifies access tokens.</summary>
/// <param name="Id">Its thumbprint.</param>
/// <param name="Key">Both halves.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record SigningKey(string Id, ECDsa Key, DateTimeOffset CreatedAt)
{
    /// <summary>The public half's coordinates, as RFC 7517 writes them.</summary>
    public (string X, string Y) Point { get; } = PointOf(Key);

    /// <summary>The thumbprint of a key (RFC 7638): two nodes never give one name to two keys.</summary>
    public static string Thumbprint(ECDsa key)
    {
        var (x, y) = PointOf(key);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
    }

    /// <summary>The public half's coordinates of any such key.</summary>
    public static (string X, string Y) PointOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }
}

/// <summary>
/// The keys that sign access tokens. They are kept in the database, shared by all nodes and renewed by themselves; the one before the newest verifies
/// until its last token is dead.
/// </summary>
internal sealed class SigningKeys(SigningKeyStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromDays(30);

    /// <summary>Far longer than a token lives.</summary>
    private static readonly TimeSpan KeepOld = TimeSpan.FromHours(1);

    /// <summary>A token that names an unknown key may be signed by another node's new one; a flood of such tokens must not become a flood of reads.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<SigningKey> _keys = [];
    private long? _readAt;

    /// <summary>The key to sign with; a new one when there is none, or the newest is old.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<SigningKey> CurrentAsync(CancellationToken ct)
    {
        await ReadAsync(Freshness, ct);
        var limit = clock.GetUtcNow() - RenewAfter;
        if (_keys is [var newest, ..] && newest.CreatedAt > limit)
        {
            return newest;
        }

        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rows = await store.RenewAsync(
            new SigningKeyRow { Id = SigningKey.Thumbprint(made), PrivateKey = made.ExportPkcs8PrivateKey(), CreatedAt = Clock.ToMicros(clock.GetUtcNow()) }, limit, ct);
        Take(rows);
        return _keys[0];
    }

    /// <summary>The key with an id, while its tokens may live.</summary>
    /// <param name="id">The id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<ECDsa?> FindAsync(string id, CancellationToken ct)
    {
        if (Find(id) is { } known)
        {
            return known;
        }

        await ReadAsync(LookAgainAfter, ct);
        return Find(id);
    }

    /// <summary>The keys to publish.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<IReadOnlyList<SigningKey>> AllAsync(CancellationToken ct)
    {
        await ReadAsync(Freshness, ct);
        return [.. Alive()];
    }

    public void Dispose() => _gate.Dispose();

    private ECDsa? Find(string id) => Alive().FirstOrDefault(k => k.Id == id)?.Key;

    private IEnumerable<SigningKey> Alive()
    {
        var keys = Volatile.Read(ref _keys);
        return keys.Where((_, i) => i == 0 || keys[i - 1].CreatedAt > clock.GetUtcNow() - KeepOld);
    }

    private async ValueTask ReadAsync(TimeSpan freshness, CancellationToken ct)
    {
        if (_readAt is { } read && clock.GetElapsedTime(read) < freshness)
        {
            return;
        }

        await _gate.WaitAsync(ct);
        try
        {
            if (_readAt is not { } again || clock.GetElapsedTime(again) >= freshness)
            {
                Take(await store.ListAsync(ct));
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Take(IReadOnlyList<SigningKeyRow> rows)
    {
        var before = Volatile.Read(ref _keys);
        Volatile.Write(ref _keys, [.. rows.Select(r => before.FirstOrDefault(k => k.Id == r.Id) ?? Open(r))]);
        _readAt = clock.GetTimestamp();
    }

    private static SigningKey Open(SigningKeyRow row)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(row.PrivateKey, out _);
        return new SigningKey(row.Id, key, Clock.FromMicros(row.CreatedAt));
    }
}
