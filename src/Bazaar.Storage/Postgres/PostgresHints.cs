using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// Nodes tell each other which stores have something new, and when users, keys or sessions or any other data were changed. A hint is sent after the commit, by a
/// connection of its own, so that it costs no posting anything
/// (a NOTIFY inside the transaction would make all commits of all nodes wait for each other). What is lost with a connection or a node is found by
/// comparing the heads and the versions of the rest every five seconds, which are the truth.
/// </summary>
internal sealed class PostgresHints : IAsyncDisposable
{
    private const string Channel = "bazaar_ledger";
    private const int MaxPayload = 7_500;

    /// <summary>Stands among the stores; no store is written without a colon.</summary>
    private const string AccessWord = "access";
    private const string DataWord = "data";
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    /// <summary>A line on which nothing was heard for as long, not even an answer to looking, may be dead.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _source;
    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _something = new(0, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, long> _toTell = new(StringComparer.OrdinalIgnoreCase);
    private bool _toTellAccess;
    private bool _toTellData;
    private long? _accessVersion;
    private (long Catalogue, long Stores)? _dataVersion;
    private Task _work = Task.CompletedTask;
    private long _heardAt;

    public PostgresHints(NpgsqlDataSource source) => _source = source;

    /// <summary>True while the line to the server is known to be alive: what other nodes change is heard.</summary>
    public bool AreHeard => Volatile.Read(ref _heardAt) is not 0 and var at && Stopwatch.GetElapsedTime(at) < TrustedFor;

    /// <summary>Raised when another node has committed: a store's code and its newest sequence.</summary>
    public event Action<string, long>? Heard;

    /// <summary>Raised when another node has changed anything but entries: products, levels, stores.</summary>
    public event Action? DataChanged;

    /// <summary>Raised when another node has changed users, keys or sessions.</summary>
    public event Action? AccessChanged;

    public void Start() => _work = Task.WhenAll(Task.Run(() => RepeatAsync(ListenAsync)), Task.Run(() => RepeatAsync(TellAsync)));

    /// <summary>Lets the other nodes know what this one has committed.</summary>
    public void Tell(IReadOnlyDictionary<string, long> heads)
    {
        lock (_gate)
        {
            foreach (var (store, seq) in heads)
            {
                _toTell[store] = seq;
                _seen[store] = seq;
            }

            WakeTeller();
        }
    }

    /// <summary>Lets the other nodes know that users, keys or sessions were changed by this one.</summary>
    public void TellAccessChanged()
    {
        lock (_gate)
        {
            _toTellAccess = true;
            WakeTeller();
        }
    }

    /// <summary>Lets the other nodes know that this one has changed something that is no entry.</summary>
    public void TellDataChanged()
    {
        lock (_gate)
        {
            _toTellData = true;
            WakeTeller();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await _source.DisposeAsync();
        _stop.Dispose();
        _something.Dispose();
    }

    /// <summary>Whatever breaks, it is begun again: a hint is worth no failure.</summary>
    private async Task RepeatAsync(Func<CancellationToken, Task> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await work(_stop.Token);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or InvalidOperationException or OperationCanceledException)
            {
                await Task.WhenAny(Task.Delay(PauseAfterFailure, TimeProvider.System, _stop.Token));
            }
        }
    }

    private void WakeTeller()
    {
        if (_something.CurrentCount == 0)
        {
            _something.Release();
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await _source.OpenPrimaryAsync(ct);
        connection.Notification += (_, notice) => Hear(notice.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        try
        {
            while (true)
            {
                await CompareHeadsAsync(connection, ct);
                await CompareAccessAsync(connection, ct);
                await CompareDataAsync(connection, ct);
                var looked = Stopwatch.GetTimestamp();
                do
                {
                    Volatile.Write(ref _heardAt, Stopwatch.GetTimestamp());
                }
                while (LookAnyway - Stopwatch.GetElapsedTime(looked) is { Ticks: > 0 } left && await connection.WaitAsync(left, ct));
            }
        }
        finally
        {
            Volatile.Write(ref _heardAt, 0);
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        while (true)
        {
            await _something.WaitAsync(ct);
            Dictionary<string, long> heads;
            bool access, data;
            lock (_gate)
            {
                (heads, _toTell) = (_toTell, new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase));
                (access, _toTellAccess) = (_toTellAccess, false);
                (data, _toTellData) = (_toTellData, false);
            }

            await using var connection = await _source.OpenPrimaryAsync(ct);
            await using var batch = connection.CreateBatch();
            foreach (var payload in Payloads(heads, access, data))
            {
                batch.Say("SELECT pg_notify($1, $2)").Text(Channel).Text(payload);
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private IEnumerable<string> Payloads(Dictionary<string, long> heads, bool access, bool data)
    {
        var text = new StringBuilder(_node);
        if (access)
        {
            text.Append(' ').Append(AccessWord);
        }

        if (data)
        {
            text.Append(' ').Append(DataWord);
        }

        foreach (var (store, seq) in heads)
        {
            if (text.Length > MaxPayload)
            {
                yield return text.ToString();
                text.Clear().Append(_node);
            }

            text.Append(' ').Append(store).Append(':').Append(seq);
        }

        yield return text.ToString();
    }

    private void Hear(string payload)
    {
        var words = payload.Split(' ');
        if (words[0] == _node)
        {
            return;
        }

        foreach (var word in words.AsSpan(1))
        {
            if (word == AccessWord)
            {
                AccessChanged?.Invoke();
            }

            if (word == DataWord)
            {
                DataChanged?.Invoke();
            }

            var colon = word.LastIndexOf(':');
            if (colon > 0 && long.TryParse(word.AsSpan(colon + 1), out var seq))
            {
                Raise(word[..colon], seq);
            }
        }
    }

    private async Task CompareHeadsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT s.code, h.seq FROM store_head h JOIN store s ON s.id = h.store", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            Raise(reader.GetString(0), reader.GetInt64(1));
        }
    }

    private async Task CompareAccessAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT version FROM access_head WHERE id = 1", connection);
        var version = (long?)await command.ExecuteScalarAsync(ct);
        var changed = _accessVersion is { } known && known != version;
        _accessVersion = version;
        if (changed)
        {
            AccessChanged?.Invoke();
        }
    }

    private async Task CompareDataAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT version, (SELECT coalesce(sum(version), 0)::bigint FROM store_head) FROM catalogue WHERE id = 1", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        (long, long)? version = await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
        if (_dataVersion != version)
        {
            _dataVersion = version;
            DataChanged?.Invoke();
        }
    }

    private void Raise(string store, long seq)
    {
        lock (_gate)
        {
            if (_seen.TryGetValue(store, out var known) && known >= seq)
            {
                return;
            }

            _seen[store] = seq;
        }

        Heard?.Invoke(store, seq);
    }
}
