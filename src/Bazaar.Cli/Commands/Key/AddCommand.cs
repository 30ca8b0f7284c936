using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Key;

/// <summary><c>bazaar key add</c>: makes a key and shows it, this once.</summary>
internal static class AddCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("add", "Make an API key for a device. It is shown once.")
        {
            Examples = """
                bazaar key add till-2 --role staff --stores LHR-001
                bazaar key add erp --scopes stock.read,reports.read --all-stores --expires 2027-01-01T00:00Z
                """,
        };
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "The device; its name stands in entries." };
        var role = Given.Choice("--role", "Give it the scopes of a role.", "staff", "manager", "auditor", "admin");
        var scopes = Given.Text("--scopes", "What it may do, separated by commas, such as stock.read.", "SCOPES");
        var expires = Given.Time("--expires", "When it ends by itself; never when not given.", app.Terminal.Clock);
        verb.Add(name);
        verb.Add(role);
        verb.Add(scopes);
        var reach = new Reach(verb);
        verb.Add(expires);
        app.OnShop(verb, async (run, ct) =>
        {
            var key = await run.Client.AddApiKeyAsync(new ApiKeyRequest
            {
                Name = run.Get(name),
                Role = run.Get(role),
                Scopes = run.Get(scopes) is { } given ? Reach.Split(given) : null,
                Stores = reach.Stores(run),
                AllStores = reach.All(run),
                ExpiresAt = run.Get(expires),
            }, ct);
            return run.Answer(key, BazaarJson.Wire.ApiKey, k =>
            {
                run.Terminal.Error.WriteLine($"The key of {k.Name}. It is shown this once; keep it where only the device finds it.");
                run.Terminal.Out.WriteLine(k.Key);
            });
        });
        return verb;
    }
}
