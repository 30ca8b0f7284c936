using System.CommandLine;
using Bazaar.Cli.Output;

namespace Bazaar.Cli;

/// <summary>Says what is wrong with a command line and what was perhaps meant.</summary>
internal static class ParseErrors
{
    // Further apart than this, a suggestion is a guess.
    private const int NearEnough = 2;

    public static int Print(ParseResult parse, Terminal terminal)
    {
        var command = parse.CommandResult.Command;
        if (parse.UnmatchedTokens.Count == 0 && command.Subcommands.Count > 0)
        {
            terminal.Error.WriteLine($"Say what to do: {PathOf(command)} {string.Join('|', command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}");
        }
        else
        {
            // Once a token is not understood, whatever else is said follows from that.
            foreach (var message in parse.UnmatchedTokens.Count > 0 ? parse.UnmatchedTokens.Select(t => NotUnderstood(command, t)) : parse.Errors.Select(e => e.Message).Distinct())
            {
                terminal.Error.WriteLine(message);
            }
        }

        terminal.Error.WriteLine($"See: {PathOf(command)} --help");
        return Exit.Usage;
    }

    private static string NotUnderstood(Command command, string token)
    {
        var names = token.StartsWith('-')
            ? command.Options.Concat(RecursiveAbove(command)).SelectMany(o => o.Aliases.Append(o.Name))
            : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        var near = names.Distinct().Select(n => (Name: n, Distance: Distance(n, token))).Where(n => n.Distance <= NearEnough || (token.Length > 2 && n.Name.StartsWith(token, StringComparison.Ordinal)))
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
