namespace Bazaar.Server.Tests.RateLimits;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Move(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
