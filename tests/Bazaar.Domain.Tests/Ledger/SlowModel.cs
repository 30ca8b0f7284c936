using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>
/// What on-hand should be, worked out anew each time from what people said and nothing else: put the standing facts and
/// counts in the order in which they happened; a fact adds, a count says.
/// </summary>
internal sealed class SlowModel
{
    private readonly List<Happening> _happenings = [];

    internal sealed record Happening(long Seq, DateTimeOffset At, DateTimeOffset LearntAt, long Product, EntryKind Kind, long Quantity)
    {
        public DateTimeOffset? TakenBackAt { get; set; }
    }

    public IReadOnlyList<Happening> Happenings => _happenings;

    /// <summary>Notes what was said: a signed quantity, or with a count what was there.</summary>
    public void Learn(long seq, DateTimeOffset at, DateTimeOffset learntAt, long product, EntryKind kind, long quantity) =>
        _happenings.Add(new Happening(seq, at, learntAt, product, kind, quantity));

    public void TakeBack(long seq, DateTimeOffset learntAt)
    {
        foreach (var happening in _happenings.Where(h => h.Seq == seq))
        {
            happening.TakenBackAt = learntAt;
        }
    }

    public void Forget(long seq) => _happenings.RemoveAll(h => h.Seq == seq);

    public void Restore(long seq)
    {
        foreach (var happening in _happenings.Where(h => h.Seq == seq))
        {
            happening.TakenBackAt = null;
        }
    }

    public long OnHand(long product) => OnHandAt(product, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    public long OnHandAt(long product, DateTimeOffset at, DateTimeOffset knownAt)
    {
        var onHand = 0L;
        var standing = _happenings.Where(h => h.Product == product && h.At <= at && h.LearntAt <= knownAt && (h.TakenBackAt is null || h.TakenBackAt > knownAt));
        foreach (var happening in standing.OrderBy(h => h.At).ThenBy(h => h.Seq))
        {
            onHand = happening.Kind == EntryKind.Count ? happening.Quantity : onHand + happening.Quantity;
        }

        return onHand;
    }

    /// <summary>What the standing facts of a kind moved within a span of time.</summary>
    public long Moved(long product, EntryKind kind, DateTimeOffset from, DateTimeOffset before) => _happenings
        .Where(h => h.Product == product && h.Kind == kind && h.TakenBackAt is null && h.At >= from && h.At < before)
        .Sum(h => h.Quantity);
}
