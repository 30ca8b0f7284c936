using System.CommandLine;
using Bazaar.Contracts.Client;

namespace Bazaar.Cli.Input;

/// <summary><c>--city</c> and <c>--region</c>, beside the <c>--store</c> that every command has.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string[]?> _city = Given.Texts("--city", "Only stores in this city.");
    private readonly Option<string[]?> _region = Given.Texts("--region", "Only stores in this region.");

    public StoreOptions(Verb verb)
    {
        verb.Add(_city);
        verb.Add(_region);
    }

    /// <summary>The stores that were asked about.</summary>
    /// <param name="run">The command.</param>
    public StoreFilter Of(Run run) => new() { Stores = run.Globals.Stores, Cities = run.Get(_city) ?? [], Regions = run.Get(_region) ?? [] };
}
