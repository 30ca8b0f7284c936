using Bazaar.Contracts.Client;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar logout</c>: ends the session at a server.</summary>
internal static class LogoutCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = "bazaar logout --server http://shop.example:5080";
        app.On(verb, async (globals, _, ct) =>
        {
            var server = await LoginCommand.ServerAsync(globals, ct);
            var logins = new SavedLogins(globals.Terminal);
            if (logins.Find(server) is not { } login)
            {
                globals.Terminal.Error.WriteLine("Nobody is signed in there.");
                return Exit.Done;
            }

            // Forgotten here even when the server cannot be told.
            logins.Remove(server);
            using var http = Transport.Create(server);
            await new BazaarClient(http).LogoutAsync(login.RefreshToken, ct);
            globals.Terminal.Error.WriteLine($"{login.UserName} is signed out.");
            return Exit.Done;
        });
    }
}
