using System.CommandLine;
using System.CommandLine.Parsing;
using Bazaar.Cli.Output;

namespace Bazaar.Cli;

/// <summary>Says what is wrong with a command line and what was perhaps meant.</summary>
internal static class ParseErrors
{
    // Further apart than this, or than half of what was typed, a suggestion is a guess.
    private const int NearEnough = 2;

    /// <summary>What is wrong, in sentences; empty when nothing is.</summary>
    /// <param name="parse">The command line.</param>
    public static IReadOnlyList<string> Find(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var strangers = Misspelt(parse).Concat(parse.UnmatchedTokens).ToList();
        if (strangers.Count > 0)
        {
            // Whatever else is wrong follows from these.
            return [.. strangers.Select(token => NotUnderstood(command, token))];
        }

        return parse.Errors.Count == 0 ? []
            : command is { Action: null, Subcommands.Count: > 0 } ? [$"Say what to do: {PathOf(command)} {string.Join('|', command.Subcommands.Select(c => c.Name))}"]
            : [.. parse.Errors.Select(e => e.Message).Distinct()];
    }

    /// <summary>Says it on stderr.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="terminal">Where to.</param>
    /// <returns>The exit code.</returns>
    public static int Print(ParseResult parse, IReadOnlyList<string> errors, Terminal terminal)
    {
        foreach (var error in errors)
        {
            terminal.Error.WriteLine(error);
        }

        terminal.Error.WriteLine($"See: {PathOf(parse.CommandResult.Command)} --help");
        return Exit.Usage;
    }

    // The library takes an option it does not know for one more item: "sell TEA --refrence 12" would sell three things.
    private static IEnumerable<string> Misspelt(ParseResult parse) => parse.Tokens.Any(t => t.Type == TokenType.DoubleDash)
        ? []
        : parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(t => t.StartsWith('-') && t.Length > 1);

    private static string NotUnderstood(Command command, string token)
    {
        var names = token.StartsWith('-')
            ? command.Options.Concat(RecursiveAbove(command)).SelectMany(o => o.Aliases.Append(o.Name))
            : command.Subcommands.Select(c => c.Name);
        var near = names.Distinct().Select(n => (Name: n, Distance: Distance(n, token))).Where(n => n.Distance <= Math.Min(NearEnough, token.Length / 2) || (token.Length > 2 && n.Name.StartsWith(token, StringComparison.Ordinal)))
            .OrderBy(n => n.Distance).Select(n => n.Name).Take(3).ToList();
        var hint = near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
        return $"'{token}' is not understood here.{hint}";
    }

    private static IEnumerable<Option> RecursiveAbove(Command command) =>
        command.Parents.OfType<Command>().SelectMany(p => p.Options.Where(o => o.Recursive).Concat(RecursiveAbove(p)));

    private static string PathOf(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent ? "bazaar" : $"{PathOf(parent)} {command.Name}";

    /// <summary>How many letters to change, add or drop.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
