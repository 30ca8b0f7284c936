using System.Globalization;
using Bazaar.Contracts;

namespace Bazaar.Cli.Input;

/// <summary>An entry was refused; a fault of one of its lines is told with the item that was typed for it.</summary>
/// <param name="problem">What the server said.</param>
/// <param name="items">The items as typed, in the order of the lines.</param>
internal sealed class ItemsRefusedException(Problem problem, IReadOnlyList<string> items) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public IReadOnlyList<string> Items { get; } = items;
}

/// <summary>Names the fields of a request as someone knows them who typed items.</summary>
internal static class ItemFields
{
    private const string Lines = "lines[";

    /// <summary>A fault with the name of what it is about.</summary>
    /// <param name="field">The field's path in the request, such as <c>lines[0].quantity</c>.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="items">The items as typed; empty when none were.</param>
    public static string Named(string field, string message, IReadOnlyList<string> items)
    {
        if (LineOf(field) is not { } line || line >= items.Count)
        {
            return field.Length == 0 ? message : $"{field}: {message}";
        }

        // "has more than 3 decimals." needs its subject; "There is no product TEA." is whole.
        var member = field[(field.IndexOf(']') + 1)..].TrimStart('.');
        return member.Length > 0 && message.Length > 0 && char.IsAsciiLetterLower(message[0])
            ? $"{items[line]}: the {Words(member)} {message}"
            : $"{items[line]}: {message}";
    }

    private static int? LineOf(string field) =>
        field.StartsWith(Lines, StringComparison.Ordinal) && field.IndexOf(']') is var end and > 0
        && int.TryParse(field.AsSpan(Lines.Length, end - Lines.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null;

    private static string Words(string member) => member switch
    {
        "unitPrice" => "price",
        "unitCost" => "cost",
        "counted" => "quantity",
        _ => member,
    };
}
