using System.CommandLine;
using System.Globalization;
using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Counts;

/// <summary>Finds the count that a command means: the one that is named, or the store's open one.</summary>
internal static class CountLookup
{
    private const int LargestPage = 200;
    private const string What = "The count's number or id; the store's open one when not given.";

    public static Argument<string?> Argument() => new("count") { HelpName = "NUMBER|ID", Description = What, Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> Option() => Given.Text("--count", What, "NUMBER|ID");

    /// <summary>Finds it; says so when there is none.</summary>
    /// <param name="run">The command.</param>
    /// <param name="which">What was typed; null when nothing was.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<CountSummary?> FindAsync(Run run, string? which, CancellationToken ct)
    {
        if (Guid.TryParseExact(which, "D", out var id))
        {
            return await run.Client.GetCountAsync(id, ct);
        }

        if (which is not null)
        {
            return long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? await FindAsync(run, number, ct) ?? Nothing(run, $"{run.Store} has no count {number}.")
                : throw new UsageException($"'{which}' is no count: give its number or its id.");
        }

        var open = (await run.Client.ListCountsAsync(run.Store, "open", LargestPage, ct: ct)).Items;
        return open.Count switch
        {
            1 => open[0],
            0 => Nothing(run, $"No count is open in {run.Store}. Open one: bazaar count open"),
            _ => Nothing(run, $"Several counts are open in {run.Store}: {string.Join(", ", open.Select(c => c.Number))}. Name the one you mean."),
        };
    }

    private static async Task<CountSummary?> FindAsync(Run run, long number, CancellationToken ct)
    {
        // Newest first, so the walk ends where the number is or would be.
        string? cursor = null;
        do
        {
            var page = await run.Client.ListCountsAsync(run.Store, null, LargestPage, cursor, ct: ct);
            if (page.Items.FirstOrDefault(c => c.Number <= number) is { } found)
            {
                return found.Number == number ? found : null;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return null;
    }

    private static CountSummary? Nothing(Run run, string sentence)
    {
        run.Terminal.Error.WriteLine(sentence);
        return null;
    }
}
