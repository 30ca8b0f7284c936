using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Access;

/// <summary>Counts wrong passwords, in the database: restarting a node or asking another one gives nobody more guesses.</summary>
/// <param name="database">The engine.</param>
public sealed class GuessStore(IDatabase database)
{
    /// <summary>How long guesses are counted together.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Counts a guess before it is tried, on several subjects at once. Counting first is what holds when a thousand guesses arrive at the same time.
    /// </summary>
    /// <param name="subjects">The account and the address.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>For each subject, which guess this is and when its window ends.</returns>
    public Task<IReadOnlyList<(long Guesses, long EndsAt)>> CountAsync(IReadOnlyList<string> subjects, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync<IReadOnlyList<(long, long)>>(
            async (connection, transaction) =>
            {
                var (micros, old) = (Clock.ToMicros(now), Clock.ToMicros(now - Window));
                await connection.ExecuteAsync("DELETE FROM login_guess WHERE started_at <= @old", new { old }, transaction);
                var counted = new List<(long, long)>();
                foreach (var subject in subjects)
                {
                    var (guesses, started) = await connection.QuerySingleAsync<(long, long)>(
                        """
                        INSERT INTO login_guess (subject, started_at, guesses) VALUES (@subject, @micros, 1)
                        ON CONFLICT (subject) DO UPDATE SET guesses = login_guess.guesses + 1 RETURNING guesses AS Guesses, started_at AS StartedAt
                        """,
                        new { subject, micros },
                        transaction);
                    counted.Add((guesses, Clock.ToMicros(Clock.FromMicros(started) + Window)));
                }

                return counted;
            },
            ct);

    /// <summary>Takes back what was counted for a password that was right.</summary>
    /// <param name="subjects">The account and the address.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<int> ForgiveAsync(IReadOnlyList<string> subjects, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            foreach (var subject in subjects)
            {
                await connection.ExecuteAsync("UPDATE login_guess SET guesses = guesses - 1 WHERE subject = @subject AND guesses > 0", new { subject }, transaction);
            }

            return subjects.Count;
        },
        ct);

    /// <summary>Puts a failed attempt on record.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<int> RecordAsync(AuditChange change, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await AuditLog.AppendAsync(connection, transaction, origin, change);
            return 1;
        },
        ct);
}
