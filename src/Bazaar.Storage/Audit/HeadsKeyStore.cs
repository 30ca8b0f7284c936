using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>A key that signs, or once signed, exported heads.</summary>
public sealed record HeadsKeyRow
{
    /// <summary>Its thumbprint.</summary>
    public required string Id { get; init; }

    /// <summary>SubjectPublicKeyInfo; kept for ever.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>PKCS #8; null once it is retired.</summary>
    public byte[]? PrivateKey { get; init; }

    /// <summary>When it was made.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When another took its place.</summary>
    public long? RetiredAt { get; init; }
}

/// <summary>Reads and renews the keys that sign heads; all nodes share them.</summary>
/// <param name="database">The engine.</param>
public sealed class HeadsKeyStore(IDatabase database)
{
    private const string Select = "SELECT id AS Id, public_key AS PublicKey, private_key AS PrivateKey, created_at AS CreatedAt, retired_at AS RetiredAt FROM heads_key";
    private const string InUse = Select + " WHERE retired_at IS NULL";

    /// <summary>All keys, newest first.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<HeadsKeyRow>> ListAsync(CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<HeadsKeyRow>($"{Select} ORDER BY retired_at IS NOT NULL, created_at DESC, id")).AsList();
    }

    /// <summary>The key to sign with; null when none was made yet.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async Task<HeadsKeyRow?> FindInUseAsync(CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleOrDefaultAsync<HeadsKeyRow>(InUse);
    }

    /// <summary>Puts a key in the place of the one in use, whose private half is forgotten.</summary>
    /// <param name="key">The new key.</param>
    /// <param name="onlyFirst">True: nothing is done when there is one in use already.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The key in use now.</returns>
    public Task<HeadsKeyRow> RenewAsync(HeadsKeyRow key, bool onlyFirst, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var before = await connection.QuerySingleOrDefaultAsync<HeadsKeyRow>(InUse, transaction: transaction);
            if (onlyFirst && before is not null)
            {
                return before;
            }

            await RetireAsync(connection, transaction, key.CreatedAt);
            await connection.ExecuteAsync(
                "INSERT INTO heads_key (id, public_key, private_key, created_at) VALUES (@Id, @PublicKey, @PrivateKey, @CreatedAt)", key, transaction);
            var change = new ChangedFields(isNew: true).Text("replaces", null, before?.Id).Time("createdAt", null, key.CreatedAt);
            await AuditLog.AppendAsync(connection, transaction, origin, change.ToChange("headsKey.add", key.Id)!);
            return key;
        },
        ct);

    private static Task RetireAsync(DbConnection connection, DbTransaction transaction, long at) =>
        connection.ExecuteAsync("UPDATE heads_key SET retired_at = @at, private_key = NULL WHERE retired_at IS NULL", new { at }, transaction);
}
