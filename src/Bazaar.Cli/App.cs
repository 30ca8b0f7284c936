using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli;

/// <summary>One run of the command line: its terminal, the options every command has, and how commands are run.</summary>
internal sealed class App
{
    private const string DefaultStore = "SHOP";

    private readonly Option<string?> _server = new("--server") { Description = "Use the Bazaar at this address. [BAZAAR_SERVER]", HelpName = "URL", Recursive = true };
    private readonly Option<string?> _data = new("--data") { Description = "Use this data folder. [BAZAAR_DATA]", HelpName = "DIR", Recursive = true };
    private readonly Option<string[]> _store = new("--store") { Description = "The store's code; SHOP when not given. [BAZAAR_STORE]", HelpName = "CODE", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON, as the HTTP API does.", Recursive = true };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Answer yes to every question.", Recursive = true };

    public App(Terminal terminal) => Terminal = terminal;

    public Terminal Terminal { get; }

    /// <summary>The options every command has.</summary>
    public IEnumerable<Option> Options => [_server, _data, _store, _json, _yes];

    /// <summary>Runs a command that needs the shop.</summary>
    /// <param name="command">Which.</param>
    /// <param name="body">What it does; answers one of <see cref="Exit"/>.</param>
    /// <param name="manyStores">True when it can work on several stores at once.</param>
    public void OnShop(Command command, Func<Run, CancellationToken, Task<int>> body, bool manyStores = false) => On(command, async (globals, parse, ct) =>
    {
        await using var session = await Session.OpenAsync(globals, ct);
        return await body(new Run(Terminal, globals, parse, session.Client), ct);
    }, manyStores);

    /// <summary>Runs a command that needs no shop, or opens it in its own way.</summary>
    /// <param name="command">Which.</param>
    /// <param name="body">What it does; answers one of <see cref="Exit"/>.</param>
    /// <param name="manyStores">True when it can work on several stores at once.</param>
    public void On(Command command, Func<Globals, ParseResult, CancellationToken, Task<int>> body, bool manyStores = false) =>
        command.SetAction((parse, ct) => Failure.GuardAsync(Terminal, parse.GetValue(_json), () => body(Read(parse, manyStores), parse, ct), ct));

    private Globals Read(ParseResult parse, bool manyStores)
    {
        var data = DataFolder.Find(parse.GetValue(_data), Terminal);
        var settings = new Settings(data, Terminal.Environment);
        string[] stores = parse.GetValue(_store) is { Length: > 0 } given ? given : settings["BAZAAR_STORE"] is { } one ? [one] : [];
        if (stores.Length > 1 && !manyStores)
        {
            throw new UsageException("This command works on one store: give --store once.");
        }

        return new Globals
        {
            Terminal = Terminal,
            Settings = settings,
            DataFolder = data,
            Server = parse.GetValue(_server) ?? settings["BAZAAR_SERVER"],
            Stores = stores,
            DefaultStore = DefaultStore,
            Json = parse.GetValue(_json),
            Yes = parse.GetValue(_yes),
        };
    }
}

/// <summary>What every command is told.</summary>
internal sealed record Globals
{
    public required Terminal Terminal { get; init; }

    public required Settings Settings { get; init; }

    public required string DataFolder { get; init; }

    /// <summary>The address of a server; null for the shop in <see cref="DataFolder"/>.</summary>
    public string? Server { get; init; }

    /// <summary>The stores that were named; empty when none was.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    public required string DefaultStore { get; init; }

    public bool Json { get; init; }

    public bool Yes { get; init; }

    /// <summary>The one store a command works on.</summary>
    public string Store => OneStore ?? DefaultStore;

    /// <summary>The one store that was named; null for all.</summary>
    public string? OneStore => Stores.SingleOrDefault();
}

/// <summary>A command at work, with the shop open.</summary>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Globals">What every command is told.</param>
/// <param name="Parse">What was typed.</param>
/// <param name="Client">The shop.</param>
internal sealed record Run(Terminal Terminal, Globals Globals, ParseResult Parse, BazaarClient Client)
{
    public string Store => Globals.Store;

    public T? Get<T>(Option<T> option) => Parse.GetValue(option);

    public T Get<T>(Argument<T> argument) => Parse.GetRequiredValue(argument);

    /// <summary>A member of a PATCH: absent when the option was not typed.</summary>
    /// <typeparam name="T">The member's type.</typeparam>
    /// <param name="option">The option.</param>
    public Optional<T> Patch<T>(Option<T> option) => Parse.GetResult(option) is { Implicit: false } ? Parse.GetValue(option) : default(Optional<T>);

    /// <summary>A number of a PATCH: absent when the option was not typed, cleared by <c>none</c>.</summary>
    /// <param name="option">The option.</param>
    public Optional<decimal?> PatchNumber(Option<string?> option) => Parse.GetResult(option) is { Implicit: false } ? Given.NumberOf(Parse.GetValue(option)) : default(Optional<decimal?>);

    /// <summary>A text of a PATCH: absent when the option was not typed, cleared when it was typed as nothing.</summary>
    /// <param name="option">The option.</param>
    public Optional<string> PatchText(Option<string?> option) =>
        Parse.GetResult(option) is { Implicit: false } ? new(true, Parse.GetValue(option) is { Length: > 0 } text ? text : null) : default;

    /// <summary>Answers with one thing: in JSON when asked, else as people read it.</summary>
    /// <typeparam name="T">The thing's type.</typeparam>
    /// <param name="value">The thing.</param>
    /// <param name="type">How it is written in JSON.</param>
    /// <param name="write">Writes it for people.</param>
    public int Answer<T>(T value, JsonTypeInfo<T> type, Action<T> write)
    {
        if (Globals.Json)
        {
            Terminal.WriteJson(value, type);
        }
        else
        {
            write(value);
        }

        return Exit.Done;
    }
}
