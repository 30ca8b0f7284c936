using Bazaar.Cli.Input;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar copy</c>: moves a shop to a PostgreSQL server or back into a file, with its whole past.</summary>
internal static class CopyCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar copy --from sqlite:/srv/shop/bazaar.db --to postgres://bazaar:password@127.0.0.1/bazaar
            bazaar copy --from postgres://bazaar:password@127.0.0.1/bazaar --to sqlite:/srv/shop/bazaar.db
            """;
        var from = Given.Text("--from", "The original: sqlite:PATH or postgres://user:password@host/database. Stop its server first.", "DATABASE");
        var to = Given.Text("--to", "A new file or an empty database: sqlite:PATH or postgres://user:password@host/database.", "DATABASE");
        from.Required = to.Required = true;
        verb.Add(from);
        verb.Add(to);
        app.On(verb, async (globals, parse, ct) =>
        {
            var terminal = globals.Terminal;
            var (stores, rows) = await Maintenance.CopyAsync(
                parse.GetRequiredValue(from)!, parse.GetRequiredValue(to)!, terminal.Clock, (table, count) => terminal.Error.WriteLine($"{table}: {count:#,##0} rows"), ct);
            foreach (var store in stores)
            {
                terminal.Out.WriteLine(store);
            }

            terminal.Out.WriteLine($"{rows:#,##0} rows copied; the ledger is sound and ends where the original does.");
            return Exit.Done;
        });
    }
}
