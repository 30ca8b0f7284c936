using Bazaar.Cli.Input;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar migrate</c>: brings the database up to date without opening the shop.</summary>
internal static class MigrateCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar migrate
            bazaar migrate --app-role bazaar_app  # on PostgreSQL, as the owner: the role that the servers log in with
            """;
        var role = Given.Text("--app-role", "On PostgreSQL: also give this role the rights that a server needs; the ledger and the audit trail it may only add to.", "ROLE");
        verb.Add(role);
        app.On(verb, async (globals, parse, ct) =>
        {
            var terminal = globals.Terminal;
            var (database, steps) = await Maintenance.MigrateAsync(globals, terminal.Clock, ct);
            foreach (var step in steps)
            {
                terminal.Out.WriteLine($"Applied {step}.");
            }

            terminal.Out.WriteLine($"{database} is up to date.");
            if (parse.GetValue(role) is { } name)
            {
                var insertOnly = await Maintenance.GrantAsync(globals, name, ct);
                terminal.Out.WriteLine($"{name} may run the shop; to {string.Join(", ", insertOnly)} it may only add.");
            }

            return Exit.Done;
        });
    }
}
