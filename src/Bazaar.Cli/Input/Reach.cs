using System.CommandLine;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Input;

/// <summary>The options that say in which stores someone may do what they may.</summary>
internal sealed class Reach
{
    private readonly Option<string?> _stores = Given.Text("--stores", "Codes of the stores, separated by commas.", "CODES");
    private readonly Option<bool> _all = new("--all-stores") { Description = "Every store, also those that are added later." };

    public Reach(Verb verb)
    {
        verb.Add(_stores);
        verb.Add(_all);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(_stores) is { Implicit: false } && result.GetValue(_all))
            {
                result.AddError("Say --stores or --all-stores, not both.");
            }
        });
    }

    public IReadOnlyList<string>? Stores(Run run) => run.Get(_stores) is { } text ? Split(text) : null;

    public bool? All(Run run) => run.Get(_all) ? true : null;

    public Optional<IReadOnlyList<string>> StoresPatch(Run run) => run.Get(_stores) is { } text ? new(true, Split(text)) : default;

    public Optional<bool?> AllPatch(Run run) => run.Get(_all) ? new(true, true) : default;

    /// <summary>Names separated by commas.</summary>
    public static IReadOnlyList<string> Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
