using Bazaar.Cli.Input;
using Bazaar.Contracts.Client;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar login</c>: signs in at a server, and stays signed in there until <c>bazaar logout</c>.</summary>
internal static class LoginCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar login --server http://shop.example:5080 --user zara
            bazaar login --user zara --password-stdin
            """;
        var user = Given.Text("--user", "Who signs in; asked for when not given.", "NAME");
        var fromInput = Passwords.FromInput();
        verb.Add(user);
        verb.Add(fromInput);
        app.On(verb, async (globals, parse, ct) =>
        {
            var server = await ServerAsync(globals, ct);
            var terminal = globals.Terminal;
            var name = parse.GetValue(user) ?? terminal.Ask("User: ");
            var password = Passwords.Read(terminal, "Password: ", parse.GetValue(fromInput));

            // Whoever is signed in now, or has a key, is not who asks here.
            using var http = Transport.Create(server);
            var tokens = await new BazaarClient(http).LoginAsync(name, password, ct);
            new SavedLogins(terminal).Save(server, SavedLogin.Of(name, tokens, terminal.Clock));
            terminal.Error.WriteLine($"{name} is signed in at {server.GetLeftPart(UriPartial.Authority)}.");
            return Exit.Done;
        });
    }

    /// <summary>The server that is meant; a shop that opens inside the command has nobody to sign in to.</summary>
    public static async Task<Uri> ServerAsync(Globals globals, CancellationToken ct) =>
        globals.Server is { } given ? Session.ServerAddress(given)
        : await DataFolder.RunningServerAsync(globals.DataFolder, ct)
            ?? throw new UsageException("No server runs on this data folder, and whoever can open the folder needs no login. Name a server with --server to sign in there.");
}
