using Bazaar.Storage.Sqlite;
using Dapper;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>Nobody holds a connection and a processor with one question.</summary>
public sealed class ReadLimitTests
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    [Fact]
    public async Task A_read_that_takes_too_long_is_stopped_and_the_connection_goes_on()
    {
        using var folder = new TestFolder();
        await using var database = SqliteDatabase.Open(folder["shop.db"], new RacingClock(() => { }));

        await ShouldStopAsync(database, CancellationToken.None);

        using var lease = await database.ReadAsync(CancellationToken.None);
        (await lease.Connection.ExecuteScalarAsync<long>("SELECT count(*) FROM store")).ShouldBe(0);
    }

    [Fact]
    public async Task A_read_ends_when_whoever_asked_has_left()
    {
        using var folder = new TestFolder();
        using var left = new CancellationTokenSource();
        var clock = new RacingClock(left.Cancel);
        await using var database = SqliteDatabase.Open(folder["shop.db"], clock);

        await ShouldStopAsync(database, left.Token);

        clock.Seconds.ShouldBeLessThan(10, "The limit of time is far away.");
    }

    private static async Task ShouldStopAsync(SqliteDatabase database, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var failure = await Should.ThrowAsync<Exception>(() => lease.Connection.ExecuteScalarAsync<long>(Endless));
        ReadLimit.WasReached(failure).ShouldBeTrue(failure.ToString());
    }

    /// <summary>A clock on which every look takes a second.</summary>
    private sealed class RacingClock(Action look) : TimeProvider
    {
        private long _seconds;

        public long Seconds => _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            var now = Interlocked.Increment(ref _seconds);
            if (now == 5)
            {
                look();
            }

            return now;
        }
    }
}
