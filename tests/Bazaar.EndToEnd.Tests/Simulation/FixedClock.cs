namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>A clock that stands at a time.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}
