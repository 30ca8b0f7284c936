namespace Bazaar.Storage.Tests;

/// <summary>A clock that moves on by a minute whenever it is read.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private int _minutes;

    public DateTimeOffset Start { get; } = start;

    public override DateTimeOffset GetUtcNow() => Start.AddMinutes(Interlocked.Increment(ref _minutes));
}
