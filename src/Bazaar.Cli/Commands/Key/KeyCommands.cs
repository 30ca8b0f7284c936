using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Key;

/// <summary><c>bazaar key</c>: what tills and other programs come in with.</summary>
internal static class KeyCommands
{
    private const int LargestPage = 200;

    public static void Fill(App app, Verb noun)
    {
        noun.Add(AddCommand.Build(app));
        noun.Add(BuildList(app));
        noun.Add(BuildRevoke(app));
    }

    private static Verb BuildList(App app)
    {
        var verb = new Verb("list", "List the API keys, newest first, without their secrets.") { Examples = "bazaar key list" };
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) => run.Client.ListApiKeysAsync(size, cursor, ct));
            return run.Answer(new Page<ApiKey>(items, null), BazaarJson.Wire.PageApiKey, page => Write(run.Terminal, page.Items));
        });
        return verb;
    }

    private static Verb BuildRevoke(App app)
    {
        var verb = new Verb("revoke", "Revoke an API key; it is refused everywhere within a minute.") { Examples = "bazaar key revoke k7mwp2xq9d" };
        var prefix = new Argument<string>("prefix") { HelpName = "PREFIX", Description = "The part of the key between its underscores, as 'bazaar key list' shows it." };
        verb.Add(prefix);
        app.OnShop(verb, async (run, ct) =>
        {
            await run.Client.RevokeApiKeyAsync(run.Get(prefix), ct);
            run.Terminal.Error.WriteLine($"{run.Get(prefix)} is revoked.");
            return Exit.Done;
        });
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<ApiKey> keys) => Table.Write(
        terminal,
        keys,
        new("Prefix", k => k.Prefix),
        new("Device", k => k.Name),
        new("Stores", k => k.AllStores ? "all" : string.Join(", ", k.Stores)),
        new("Scopes", k => string.Join(", ", k.Scopes)),
        new("Made", k => Text.Time(terminal, k.CreatedAt)),
        new("Ends", k => k.ExpiresAt is { } ends ? Text.Time(terminal, ends) : null),
        new("", k => k.RevokedAt is null ? null : "revoked"));
}
