using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Simulator.Load;

/// <summary>What a request was meant to be.</summary>
public enum LoadKind
{
    /// <summary>A new entry.</summary>
    New,

    /// <summary>An entry sent again, with the same id and content.</summary>
    Again,

    /// <summary>The id of an entry that stands, with other content.</summary>
    Conflict,
}

/// <summary>An entry that was sent to a server.</summary>
/// <param name="Number">The journal's number of the request: 1, 2, 3 …</param>
/// <param name="Kind">What it was meant to be.</param>
/// <param name="Store">The store's code.</param>
/// <param name="Movement">The entry, with its id.</param>
public sealed record SentEntry(long Number, LoadKind Kind, string Store, MovementRequest Movement);

/// <summary>What a server answered about one entry.</summary>
/// <param name="Number">The number of the request.</param>
/// <param name="Store">The store's code.</param>
/// <param name="Id">The entry's id.</param>
/// <param name="Status">201, 200 or a problem's status.</param>
/// <param name="Seq">The entry's sequence, when it stands.</param>
/// <param name="Hash">The entry's hash, when it stands.</param>
/// <param name="Code">The problem's code, when there is one.</param>
public sealed record AnsweredEntry(long Number, string Store, Guid Id, int Status, long? Seq, string? Hash, string? Code)
{
    /// <summary>True when the server said that the entry stands.</summary>
    [JsonIgnore]
    public bool Acknowledged => Status is 200 or 201;

    /// <summary>True when the server said that nothing was written. A server in trouble may not know that itself.</summary>
    [JsonIgnore]
    public bool Refused => Status is >= 400 and < 500 || Code == ProblemCodes.QueueFull;
}

/// <summary>
/// Everything that was sent and everything that was answered, in memory and, if wanted, in a file of which each line is
/// flushed before the request leaves: what a client was told must be known even if the client dies too.
/// </summary>
public sealed class LoadJournal : IDisposable
{
    private readonly ConcurrentQueue<SentEntry> _sent = new();
    private readonly ConcurrentQueue<AnsweredEntry> _answered = new();
    private readonly Lock _writing = new();
    private readonly FileStream? _file;
    private long _number;

    /// <summary>Starts an empty journal in memory.</summary>
    public LoadJournal()
    {
    }

    private LoadJournal(FileStream file) => _file = file;

    /// <summary>What was sent, in the order it was sent.</summary>
    public IReadOnlyCollection<SentEntry> Sent => _sent;

    /// <summary>What was answered, in the order the answers came.</summary>
    public IReadOnlyCollection<AnsweredEntry> Answered => _answered;

    /// <summary>Opens a journal file and goes on where it ends, or begins one.</summary>
    /// <param name="path">The file. A last line that was cut off by a crash is forgotten: its request never left.</param>
    public static LoadJournal Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var journal = new LoadJournal(file);
        try
        {
            journal.ReadAll(file);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Notes that an entry is about to be sent. Call it before the request leaves.</summary>
    public long Send(LoadKind kind, string store, MovementRequest movement)
    {
        var sent = new SentEntry(Interlocked.Increment(ref _number), kind, store, movement);
        Write(new JournalLine(sent, null), () => _sent.Enqueue(sent));
        return sent.Number;
    }

    /// <summary>Notes what was answered.</summary>
    public void Answer(AnsweredEntry answer) => Write(new JournalLine(null, answer), () => _answered.Enqueue(answer));

    /// <summary>The entries of which nothing is known: sent, and never answered for certain. Sent again, they must come out the same.</summary>
    public IReadOnlyList<SentEntry> Unanswered()
    {
        var known = _answered.Where(a => a.Acknowledged || a.Refused).Select(a => (a.Store, a.Id)).ToHashSet();
        return [.. _sent.Where(s => s.Kind != LoadKind.Conflict && !known.Contains((s.Store, s.Movement.Id!.Value))).DistinctBy(s => (s.Store, s.Movement.Id))];
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private void Write(JournalLine line, Action remember)
    {
        if (_file is null)
        {
            remember();
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, JournalJson.Default.JournalLine) + "\n");
        lock (_writing)
        {
            _file.Write(bytes);
            _file.Flush();
            remember();
        }
    }

    private void ReadAll(FileStream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var row in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = JsonSerializer.Deserialize(row, JournalJson.Default.JournalLine)!;
            if (line.Sent is { } sent)
            {
                _sent.Enqueue(sent);
                _number = Math.Max(_number, sent.Number);
            }
            else
            {
                _answered.Enqueue(line.Answered!);
            }
        }

        file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
        file.Seek(0, SeekOrigin.End);
    }
}

/// <summary>One line of a journal file: either something sent or something answered.</summary>
internal sealed record JournalLine(SentEntry? Sent, AnsweredEntry? Answered);

/// <summary>How a journal's lines are written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(ExactDecimalConverter)])]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
