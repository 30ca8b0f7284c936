using System.Text;

namespace Bazaar.Domain.Access;

/// <summary>Which passwords are taken: long enough, and none of those that are tried first. No rules about capitals and signs, for they make people write passwords down.</summary>
public static class PasswordPolicy
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>The most characters; more would only be work for the processor.</summary>
    public const int MaxLength = 128;

    private const int LongestTail = 4;
    private const int FewestDifferent = 4;

    private static readonly string[] Runs =
    [
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdef", "qwertyuiopqwertyuiop", "asdfghjklasdfghjkl", "zxcvbnmzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn", "qazwsxedcrfvtgb",
        "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "qweasdzxcqweasdzxc", "147258369147258369", "159357159357", "741852963741852963",
    ];

    /// <summary>Why a password is not taken; null when it is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="userName">Whose it would be.</param>
    public static string? Fault(string? password, string userName)
    {
        var length = password?.EnumerateRunes().Count() ?? 0;
        if (length is < MinLength or > MaxLength)
        {
            return $"must have {MinLength} to {MaxLength} characters.";
        }

        if (password!.Any(char.IsControl))
        {
            return "has characters that cannot be typed everywhere.";
        }

        return IsCommon(password!) ? "is one of those that are guessed first. Three or four words that do not belong together are easier to keep in mind and much harder to guess."
            : userName.Length > 2 && Plain(password!).Contains(Plain(userName), StringComparison.Ordinal) ? "holds the user name. Choose one that does not."
            : null;
    }

    /// <summary>True for what guessers try first: well-known words with the usual endings and disguises, runs on the keyboard, repetitions.</summary>
    /// <param name="password">The password.</param>
    public static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        return lower.Distinct().Count() < FewestDifferent || IsRun(lower) || IsRepeated(lower) || IsDate(lower) || IsWord(lower);
    }

    private static bool IsWord(string text)
    {
        // "Lahore123!", "!!lahore", "lahorelahore" and "lahore" are one guess.
        for (var tail = 0; tail <= LongestTail && tail < text.Length; tail++)
        {
            var head = text[..^tail];
            if (tail > 0 && char.IsLetter(text[^tail]))
            {
                return false;
            }

            if (IsKnown(head) || IsKnown(Plain(head)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKnown(string text) => CommonWords.Contains(text) || CommonWords.Contains(text.TrimEnd('!', '@', '#', '.', '_', '-', '*', '$')) || IsTwoWords(text);

    private static bool IsTwoWords(string text)
    {
        for (var i = 3; i <= text.Length - 3; i++)
        {
            var (first, second) = (text[..i].TrimEnd('@', '_', '-', '.', ' '), text[i..]);
            if (CommonWords.Contains(first) && CommonWords.Contains(second))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRun(string text)
    {
        var backwards = new string([.. text.Reverse()]);
        return Runs.Any(run => run.Contains(text, StringComparison.Ordinal) || run.Contains(backwards, StringComparison.Ordinal) || Covers(run, text));
    }

    // "qwerty12", "abcd1234": two runs, one after the other.
    private static bool Covers(string run, string text)
    {
        for (var i = 3; i <= text.Length - 2; i++)
        {
            if (run.Contains(text[..i], StringComparison.Ordinal) && Runs.Any(other => other.Contains(text[i..], StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRepeated(string text)
    {
        for (var unit = 1; unit <= text.Length / 2; unit++)
        {
            var head = text[..unit];
            if (text.Length % unit == 0 && Enumerable.Range(1, (text.Length / unit) - 1).All(i => text.AsSpan(i * unit, unit).SequenceEqual(head)) && unit <= FewestDifferent)
            {
                return true;
            }
        }

        return false;
    }

    // Eight digits are as good as a birthday: there are few of them, and they are tried early.
    private static bool IsDate(string text) => text.Where(c => c is not ('-' or '/' or '.' or ' ')).ToArray() is { Length: <= 8 } digits && digits.All(char.IsAsciiDigit);

    /// <summary>The text without the usual disguises.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            plain.Append(c switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => c });
        }

        return plain.ToString();
    }
}
