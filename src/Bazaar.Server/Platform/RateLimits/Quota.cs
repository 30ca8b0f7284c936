using System.Globalization;

namespace Bazaar.Server.Platform.RateLimits;

/// <summary>How much a caller may do: so many at once, and as many again in each window.</summary>
/// <param name="Budget">Of what.</param>
/// <param name="Count">How many.</param>
/// <param name="Window">In how long.</param>
internal sealed record Quota(Budget Budget, long Count, TimeSpan Window)
{
    /// <summary>The budget's name in settings and headers.</summary>
    public string Name { get; } = NameOf(Budget);

    /// <summary>The <c>RateLimit-Policy</c> header.</summary>
    public string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"{NameOf(Budget)}\";q={Count};w={(long)Window.TotalSeconds}");

    /// <summary>A budget's name.</summary>
    public static string NameOf(Budget budget) => budget.ToString().ToLowerInvariant();
}

/// <summary>The quotas of all budgets: <c>BAZAAR_LIMITS</c>.</summary>
internal sealed class Quotas
{
    private const int MaxPerSecond = 1_000_000;
    private static readonly Budget[] Limited = [.. Enum.GetValues<Budget>().Where(b => b != Budget.None)];
    private readonly Quota?[] _quotas = new Quota?[(int)Budget.Strangers + 1];

    /// <summary>What holds when nothing is set: far above what a busy shop does, far below what would hurt the others.</summary>
    public static Quotas Default { get; } = Of(
        (Budget.Reads, 30_000, 60), (Budget.Writes, 12_000, 60), (Budget.Bulk, 300_000, 60), (Budget.Reports, 600, 60), (Budget.Login, 60, 60), (Budget.Strangers, 1_200, 60));

    /// <summary>A budget's quota; null when it is not limited.</summary>
    public Quota? this[Budget budget] => _quotas[(int)budget];

    /// <summary>Quotas by budget, count and seconds; what is not named is not limited.</summary>
    public static Quotas Of(params (Budget Budget, long Count, int Seconds)[] given)
    {
        var quotas = new Quotas();
        foreach (var (budget, count, seconds) in given)
        {
            quotas._quotas[(int)budget] = new Quota(budget, count, TimeSpan.FromSeconds(seconds));
        }

        return quotas;
    }

    /// <summary>Reads <c>reads=30000/60, bulk=off</c>, or <c>off</c> for no limits at all.</summary>
    /// <param name="text">The setting; null or empty: the defaults.</param>
    /// <param name="error">What is wrong, after the name of the setting.</param>
    public static Quotas? TryRead(string? text, out string? error)
    {
        error = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return Default;
        }

        if (text.Trim() == "off")
        {
            return new Quotas();
        }

        var quotas = new Quotas();
        Default._quotas.CopyTo(quotas._quotas, 0);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var n, var v] ? (n, v) : (part, "");
            if (Array.Find(Limited, b => Quota.NameOf(b) == name) is not (not Budget.None and var budget))
            {
                error = $"{name} is no budget; they are {string.Join(", ", Limited.Select(Quota.NameOf))}.";
                return null;
            }

            if (value != "off" && Read(budget, value) is null)
            {
                error = $"{part} cannot be read. Write {name}=COUNT/SECONDS, such as {Default[budget]!.Name}={Default[budget]!.Count}/60, or {name}=off; at most {MaxPerSecond} a second, and a day.";
                return null;
            }

            quotas._quotas[(int)budget] = value == "off" ? null : Read(budget, value);
        }

        return quotas;
    }

    private static Quota? Read(Budget budget, string value) =>
        value.Split('/') is [var count, var seconds]
        && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var window)
        && number >= 1 && window is >= 1 and <= 86_400 && number <= (long)MaxPerSecond * window
            ? new Quota(budget, number, TimeSpan.FromSeconds(window))
            : null;
}
