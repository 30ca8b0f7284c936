using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Bazaar.Cli.Input;

/// <summary>Makes options whose values are read exactly or refused in words.</summary>
internal static class Given
{
    // What decimal holds digit for digit; beyond that it would round in silence.
    private const int MaxDigits = 28;

    private const string Cleared = "none";

    public static Option<string?> Text(string name, string description, string? helpName = null) => new(name) { Description = description, HelpName = helpName ?? "TEXT" };

    /// <summary>A text that may be given several times.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    public static Option<string[]?> Texts(string name, string description) => new(name) { Description = description + " May be repeated.", HelpName = "TEXT" };

    public static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name)
        {
            Description = description,
            HelpName = string.Join('|', values),
            CustomParser = result => Single(result) is { } text && !values.Contains(text) ? Wrong<string>(result, $"{name}: '{text}' is none of {string.Join(", ", values)}.") : Single(result),
        };
        option.CompletionSources.Add(values);
        return option;
    }

    /// <summary>A whole number of at least 1.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <param name="helpName">What stands for it in help.</param>
    public static Option<long?> Whole(string name, string description, string helpName = "N") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => ParseWhole(result, name),
    };

    /// <inheritdoc cref="Whole"/>
    public static Argument<long?> WholeArgument(string name, string description) => new(name)
    {
        Description = description,
        HelpName = name,
        CustomParser = result => ParseWhole(result, name),
        Arity = ArgumentArity.ExactlyOne,
    };

    public static Option<decimal?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Single(result) is { } text && !TryNumber(text, out var value) ? Wrong<decimal?>(result, NotANumber(name, text)) : ParsedOrNull(result),
    };

    /// <summary>A number, or <c>none</c> to clear it.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <returns>The text as typed, for <see cref="NumberOf"/>; the library takes no option whose value is null.</returns>
    public static Option<string?> Clearable(string name, string description) => new(name)
    {
        Description = description + " 'none' clears it.",
        HelpName = "N|none",
        CustomParser = result => Single(result) is { } text && text != Cleared && !TryNumber(text, out _) ? Wrong<string>(result, NotANumber(name, text)) : Single(result),
    };

    /// <summary>The number that a <see cref="Clearable"/> option was given; null when it was cleared or not typed.</summary>
    /// <param name="text">The option's value.</param>
    public static decimal? NumberOf(string? text) => text is not null && TryNumber(text, out var number) ? number : null;

    public static Option<DateTimeOffset?> Time(string name, string description, TimeProvider clock) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Single(result) is not { } text ? null
            : TimeText.TryParse(text, clock) is { } time ? time
            : Wrong<DateTimeOffset?>(result, $"{name}: '{text}' is not a time. Write 2026-03-01T09:30+05:00, '2026-03-01 09:30' or 09:30 (today)."),
    };

    public static Option<DateOnly?> Date(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result => Single(result) is not { } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
            : Wrong<DateOnly?>(result, $"{name}: '{text}' is not a date. Write it as 2026-03-01."),
    };

    public static Option<Guid?> Id(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "UUID",
        CustomParser = result => Single(result) is not { } text ? null
            : Guid.TryParseExact(text, "D", out var id) ? id
            : Wrong<Guid?>(result, $"{name}: '{text}' is not an id such as 0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11."),
    };

    /// <summary>Reads a number digit for digit: a sign, digits, a point. No exponents, no thousands separators.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="value">The number.</param>
    /// <returns>False when it is not such a number, or has more digits than can be kept.</returns>
    public static bool TryNumber(string text, out decimal value)
    {
        value = 0;
        return text.Count(char.IsAsciiDigit) <= MaxDigits && text.Length > 0 && char.IsAsciiDigit(text[^1])
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private static string NotANumber(string name, string text) => $"{name}: '{text}' is not a number. Write 12 or 12.5.";

    private static string? Single(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : null;

    private static long? ParseWhole(ArgumentResult result, string name) =>
        Single(result) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number
        : Wrong<long?>(result, $"{name}: '{text}' is not a whole number such as 12.");

    private static decimal? ParsedOrNull(ArgumentResult result) => Single(result) is { } text && TryNumber(text, out var value) ? value : null;

    private static T? Wrong<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
