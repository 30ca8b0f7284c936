using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Access;

/// <summary>A key that signs tokens.</summary>
public sealed record SigningKeyRow
{
    /// <summary>Its thumbprint.</summary>
    public required string Id { get; init; }

    /// <summary>PKCS #8.</summary>
    public byte[] PrivateKey { get; init; } = [];

    /// <summary>When it was made.</summary>
    public long CreatedAt { get; init; }
}

/// <summary>Reads and renews the keys that sign tokens; all nodes share them.</summary>
/// <param name="database">The engine.</param>
public sealed class SigningKeyStore(IDatabase database)
{
    private const string Select = "SELECT id AS Id, private_key AS PrivateKey, created_at AS CreatedAt FROM signing_key ORDER BY created_at DESC, id";

    /// <summary>All keys, newest first.</summary>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<SigningKeyRow>> ListAsync(CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<SigningKeyRow>(Select)).AsList();
    }

    /// <summary>Adds a key unless another node has just done so. The newest before it stays, for its tokens live on; older ones go.</summary>
    /// <param name="key">The new key.</param>
    /// <param name="unlessNewerThan">No key is added when there is one made after this time.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>All keys, newest first.</returns>
    public Task<IReadOnlyList<SigningKeyRow>> RenewAsync(SigningKeyRow key, DateTimeOffset unlessNewerThan, CancellationToken ct) => database.WriteAsync<IReadOnlyList<SigningKeyRow>>(
        async (connection, transaction) =>
        {
            await AccessRows.LockAsync(connection, transaction);
            var before = (await connection.QueryAsync<SigningKeyRow>(Select, transaction: transaction)).AsList();
            if (before.Count > 0 && before[0].CreatedAt > Clock.ToMicros(unlessNewerThan))
            {
                return before;
            }

            foreach (var old in before.Skip(1))
            {
                await connection.ExecuteAsync("DELETE FROM signing_key WHERE id = @Id", new { old.Id }, transaction);
            }

            await connection.ExecuteAsync("INSERT INTO signing_key (id, private_key, created_at) VALUES (@Id, @PrivateKey, @CreatedAt)", key, transaction);
            return [key, .. before.Take(1)];
        },
        ct);
}
