namespace Bazaar.Cli.TillFiles;

/// <summary>Says how far a long work is: one line that is written over for a person, a line now and then for a log.</summary>
/// <param name="to">Where to; stderr.</param>
/// <param name="isLive">True when a person looks at it.</param>
/// <param name="clock">The clock.</param>
internal sealed class ImportProgress(TextWriter to, bool isLive, TimeProvider clock)
{
    private readonly TimeSpan _pause = isLive ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromSeconds(5);
    private long _started, _shown;
    private string _phase = "";
    private int _width;

    /// <summary>Says a sentence of its own.</summary>
    /// <param name="sentence">The sentence.</param>
    public void Say(string sentence)
    {
        Clear();
        to.WriteLine(sentence);
    }

    /// <summary>Tells how far a phase is; shown when enough time has passed.</summary>
    /// <param name="phase">Such as <c>Posting</c>.</param>
    /// <param name="done">Lines done.</param>
    /// <param name="total">Lines in all; 0 when it is not known yet.</param>
    public void Report(string phase, long done, long total)
    {
        var now = clock.GetTimestamp();
        if (phase != _phase)
        {
            (_phase, _started, _shown) = (phase, now, now);
        }

        if (clock.GetElapsedTime(_shown, now) < _pause)
        {
            return;
        }

        _shown = now;
        var rate = done / Math.Max(0.001, clock.GetElapsedTime(_started, now).TotalSeconds);
        var text = total == 0
            ? $"{phase}: {done:N0} lines, {rate:N0} a second"
            : $"{phase}: {done:N0} of {total:N0} lines ({100 * done / total} %), {rate:N0} a second, {Remaining((total - done) / Math.Max(1, rate))}";
        if (!isLive)
        {
            to.WriteLine(text);
            return;
        }

        to.Write("\r" + text.PadRight(_width));
        _width = text.Length;
    }

    /// <summary>Takes the line away that is written over.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            to.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }

    private static string Remaining(double seconds) => seconds < 60 ? $"{Math.Ceiling(seconds)} s left" : $"{Math.Ceiling(seconds / 60)} min left";
}
