namespace Bazaar.Simulator.Shop;

/// <summary>What is going to happen, in order of time; at the same time, in order of being planned.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset, long)> _events = new();
    private long _planned;

    public void At(DateTimeOffset time, Action<DateTimeOffset> happening) => _events.Enqueue(happening, (time, _planned++));

    /// <summary>Lets the next event before <paramref name="end"/> happen; false when there is none.</summary>
    public bool Step(DateTimeOffset end)
    {
        if (!_events.TryPeek(out _, out var next) || next.Item1 >= end)
        {
            return false;
        }

        _events.Dequeue()(next.Item1);
        return true;
    }
}
