using Bazaar.Cli.Output;
using Bazaar.Cli.TillFiles;

namespace Bazaar.Cli.Commands.Import;

/// <summary>The account of an import, as people read it.</summary>
internal static class SalesAccountText
{
    /// <summary>Writes the account to stdout.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="account">The account.</param>
    public static void Write(Terminal terminal, SalesAccount account)
    {
        var rows = new List<(string What, string Of, long Lines, string? New, string? Before)> { ("read", "", account.LinesRead, null, null) };
        foreach (var (kind, lines) in account.LinesTaken)
        {
            rows.Add(("taken", Text.Kind(kind), lines, Number(account.EntriesPosted.GetValueOrDefault(kind)), Number(account.EntriesAlreadyThere.GetValueOrDefault(kind))));
        }

        rows.AddRange(account.LinesRefused.Select(r => ("refused", r.Key, r.Value, (string?)null, (string?)null)));
        if (account.LinesNotReached > 0)
        {
            rows.Add(("not reached", "", account.LinesNotReached, null, null));
        }

        if (account.Opening is { } opening)
        {
            rows.Add(("made up", "Opening stock", opening.Products, Number(opening.EntriesPosted), Number(opening.EntriesAlreadyThere)));
        }

        Table.Write(
            terminal,
            rows,
            new Column<(string What, string Of, long Lines, string? New, string? Before)>("Lines", r => r.What),
            new("As, or why not", r => r.Of),
            new("Number", r => Number(r.Lines), Right: true),
            new(account.DryRun ? "Entries to post" : "Entries posted", r => r.New, Right: true),
            new("Already there", r => r.Before, Right: true));
    }

    /// <summary>What else is to be said, on stderr.</summary>
    /// <param name="account">The account.</param>
    public static IEnumerable<string> Remarks(SalesAccount account)
    {
        var (taken, refused) = (account.LinesTaken.Values.Sum(), account.LinesRefused.Values.Sum());
        var rest = account.LinesNotReached > 0 ? $" + {Number(account.LinesNotReached)} not reached" : "";
        yield return $"{Number(account.LinesRead)} lines read in {Text.Count(account.Files, "file")} = {Number(taken)} taken + {Number(refused)} refused{rest}.";
        if (account.ProductsCreated + account.ProductsKnown > 0)
        {
            yield return $"Products: {Number(account.ProductsCreated)} {(account.DryRun ? "would be added" : "added")}, {Number(account.ProductsKnown)} known before.";
        }

        if (account.FoldedCodes > 0)
        {
            yield return $"{Text.Count(account.FoldedCodes, "code differs", "codes differ")} from another one in letter case only; letter case does not count, so they are the same products.";
        }

        if (account.ChangedCodes > 0)
        {
            yield return $"{Text.Count(account.ChangedCodes, "code was", "codes were")} no SKU and got a spelling that is one.";
        }

        if (account.SharedDocuments > 0)
        {
            yield return $"{Text.Count(account.SharedDocuments, "document stood", "documents stood")} in several files; their lines were put together.";
        }

        if (account.Opening is { } opening)
        {
            yield return $"The opening stock of {Text.Count(opening.Products, "product")} was made up ({Text.Quantity(opening.Quantity)} in all), so that nothing goes below zero. Nobody counted it.";
        }

        else
        {
            yield return "No opening stock was made up: of what was there before the first day the files know nothing, so on-hand may be below zero (--opening auto).";
        }

        if (account.RefusalsFile is { } file)
        {
            yield return $"The refused lines are in {file}.";
        }
        else if (refused > 0)
        {
            yield return "The refused lines were not kept: --refusals FILE writes them to a file.";
        }

        if (account.DryRun)
        {
            yield return "Nothing was written to the shop (dry run).";
        }
        else if (account.LinesNotReached > 0)
        {
            yield return "Not finished. Run the same command again: it goes on, and what is posted is not posted twice.";
        }
    }

    private static string Number(long number) => number.ToString("#,##0");
}
