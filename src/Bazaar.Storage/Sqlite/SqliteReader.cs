using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bazaar.Storage.Sqlite;

/// <summary>
/// A read-only connection that stops by itself: SQLite asks every so many steps whether to go on. It runs on the caller's thread, so
/// nothing else could stop it.
/// </summary>
internal sealed class SqliteReader : IDisposable
{
    // Some tens of microseconds of work; the question costs a small part of that.
    private const int StepsBetweenQuestions = 10_000;
    private readonly TimeProvider _clock;
    private CancellationToken _left;
    private long _begun;
    private TimeSpan _longest;

    public SqliteReader(string connectionString, TimeProvider clock)
    {
        _clock = clock;
        Connection = new SqliteConnection(connectionString);
        try
        {
            Connection.Open();
            using var command = Connection.CreateCommand();
            command.CommandText = "PRAGMA query_only = 1; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000; PRAGMA temp_store = memory";
            command.ExecuteNonQuery();
        }
        catch
        {
            Connection.Dispose();
            throw;
        }

        raw.sqlite3_progress_handler(Connection.Handle, StepsBetweenQuestions, _ => MustStop() ? 1 : 0, null);
    }

    public SqliteConnection Connection { get; }

    /// <summary>Begins to count anew.</summary>
    /// <param name="left">Cancelled when whoever asks has left.</param>
    public void Begin(CancellationToken left) => (_left, _begun, _longest) = (left, _clock.GetTimestamp(), ReadLimit.Longest);

    /// <summary>For what must read the whole ledger.</summary>
    public void TakeYourTime() => _longest = TimeSpan.MaxValue;

    public void Dispose() => Connection.Dispose();

    private bool MustStop() => _left.IsCancellationRequested || _clock.GetElapsedTime(_begun) > _longest;
}
