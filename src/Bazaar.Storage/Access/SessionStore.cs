using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Access;

/// <summary>A place where a user is signed in.</summary>
public sealed record SessionRow
{
    /// <summary>Its id; part of the refresh token.</summary>
    public required string Id { get; init; }

    /// <summary>The user.</summary>
    public long UserId { get; init; }

    /// <summary>The user's stamp at the time.</summary>
    public long Stamp { get; init; }

    /// <summary>SHA-256 of the newest refresh secret.</summary>
    public byte[] TokenHash { get; init; } = [];

    /// <summary>SHA-256 of the one before it.</summary>
    public byte[]? PreviousHash { get; init; }

    /// <summary>Makes the next secret of the newest.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>When someone signed in.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When the newest secret was given out.</summary>
    public long RotatedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>When it was ended.</summary>
    public long? EndedAt { get; init; }
}

/// <summary>Begins, continues and ends sessions.</summary>
/// <param name="database">The engine.</param>
public sealed class SessionStore(IDatabase database)
{
    private const string Select = """
        SELECT s.id AS Id, s.user_id AS UserId, s.stamp AS Stamp, s.token_hash AS TokenHash, s.previous_hash AS PreviousHash, s.salt AS Salt, s.created_at AS CreatedAt,
          s.rotated_at AS RotatedAt, s.expires_at AS ExpiresAt, s.ended_at AS EndedAt
        FROM session s
        """;

    /// <summary>Finds a session.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<SessionRow?> FindAsync(string id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleOrDefaultAsync<SessionRow>($"{Select} WHERE s.id = @id", new { id });
    }

    /// <summary>Begins a session, and forgets those that ended by themselves.</summary>
    /// <param name="session">The session.</param>
    /// <param name="userName">Whose.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<int> BeginAsync(SessionRow session, string userName, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync("DELETE FROM session WHERE expires_at < @now", new { now = Clock.ToMicros(origin.At) }, transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO session (id, user_id, stamp, token_hash, salt, created_at, rotated_at, expires_at)
                VALUES (@Id, @UserId, @Stamp, @TokenHash, @Salt, @CreatedAt, @RotatedAt, @ExpiresAt)
                """,
                session,
                transaction);
            await AuditLog.AppendAsync(connection, transaction, origin, new AuditChange("user.login", userName));
            return 1;
        },
        ct);

    /// <summary>Puts a new secret in the place of the newest; false when someone was quicker.</summary>
    /// <param name="before">The session as it was read.</param>
    /// <param name="tokenHash">SHA-256 of the new secret.</param>
    /// <param name="expiresAt">When it now ends by itself.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<bool> RotateAsync(SessionRow before, byte[] tokenHash, long expiresAt, long now, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) => await connection.ExecuteAsync(
            """
            UPDATE session SET previous_hash = token_hash, token_hash = @tokenHash, rotated_at = @now, expires_at = @expiresAt
            WHERE id = @Id AND token_hash = @TokenHashBefore AND ended_at IS NULL
            """,
            new { before.Id, TokenHashBefore = before.TokenHash, tokenHash, now, expiresAt },
            transaction) > 0,
        ct);

    /// <summary>Ends a session; false when it had ended.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="action">Why, for the audit trail: <c>user.logout</c>, <c>user.token-reused</c>.</param>
    /// <param name="userName">Whose.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<bool> EndAsync(string id, string action, string userName, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync("UPDATE session SET ended_at = @now WHERE id = @id AND ended_at IS NULL", new { id, now = Clock.ToMicros(origin.At) }, transaction) == 0)
            {
                return false;
            }

            await AuditLog.AppendAsync(connection, transaction, origin, new AuditChange(action, userName));
            return true;
        },
        ct);
}
