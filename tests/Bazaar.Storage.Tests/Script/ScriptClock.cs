namespace Bazaar.Storage.Tests.Script;

/// <summary>A clock that stands still until the script moves it, so that both engines see the same time.</summary>
internal sealed class ScriptClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
