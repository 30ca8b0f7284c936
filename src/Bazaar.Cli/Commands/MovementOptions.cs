using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands;

/// <summary>What every command that posts an entry shares: its items, its options, and the posting.</summary>
internal sealed class MovementOptions
{
    private readonly App _app;
    private readonly ItemSyntax _syntax;
    private readonly Argument<string[]> _items;
    private readonly Option<Guid?> _id = Given.Id("--id", "The entry's id. Sent again, it is posted only once.");
    private readonly Option<DateTimeOffset?> _at;
    private readonly Option<string?> _reference = Given.Text("--reference", "Your own reference, such as a receipt number.");
    private readonly Option<string?> _note = Given.Text("--note", "Free text.");
    private readonly Option<bool> _acceptShortage = new("--accept-shortage") { Description = "It already happened: post it even if stock goes below zero." };

    private MovementOptions(App app, Verb verb, ItemSyntax syntax)
    {
        _app = app;
        _syntax = syntax;
        _at = Given.Time("--at", "When it happened; now when not given.", app.Terminal.Clock);
        _items = new Argument<string[]>("items") { Description = "What and how much; several make one entry, posted as a whole or not at all.", Arity = ArgumentArity.OneOrMore, HelpName = syntax.Shape };
        verb.Add(_items);
        foreach (var option in (Option[])[_id, _at, _reference, _note, _acceptShortage])
        {
            verb.Add(option);
        }
    }

    /// <summary>Gives a command its items and options.</summary>
    /// <param name="app">The command line.</param>
    /// <param name="verb">The command.</param>
    /// <param name="syntax">What its items look like.</param>
    public static MovementOptions AddTo(App app, Verb verb, ItemSyntax syntax) => new(app, verb, syntax);

    /// <summary>Lets the command post.</summary>
    /// <param name="verb">The command.</param>
    /// <param name="line">Makes a line of an item.</param>
    /// <param name="draft">The entry's type and whatever else only this command knows.</param>
    public void OnPost(Verb verb, Func<ItemToken, MovementLineRequest> line, Func<ParseResult, MovementRequest> draft) => _app.On(verb, async (globals, parse, ct) =>
    {
        // Read before the shop is opened: a slip of the finger is answered at once.
        var typed = parse.GetRequiredValue(_items);
        var items = ItemToken.ParseAll(typed, _syntax);
        var entry = draft(parse) with
        {
            Id = parse.GetValue(_id) ?? Guid.CreateVersion7(globals.Terminal.Clock.GetUtcNow()),
            OccurredAt = parse.GetValue(_at),
            Reference = parse.GetValue(_reference),
            Note = parse.GetValue(_note),
            OnShortage = parse.GetValue(_acceptShortage) ? "accept" : null,
        };
        await using var session = await Session.OpenAsync(globals, ct);
        var run = new Run(globals.Terminal, globals, parse, session.Client);
        var lines = await Items.ToLinesAsync(run.Client, items, line, ct);
        try
        {
            var posted = await OnceAsync(entry.Id.Value, () => run.Client.PostMovementAsync(run.Store, entry with { Lines = lines }, ct), ct);
            return Show(run, posted);
        }
        catch (BazaarProblemException e)
        {
            throw new ItemsRefusedException(e.Problem, typed);
        }
    });

    /// <summary>Shows a posted entry.</summary>
    /// <param name="run">The command.</param>
    /// <param name="posted">The entry.</param>
    public static int Show(Run run, Movement posted) => run.Answer(posted, BazaarJson.Wire.Movement, entry => Receipt.Write(run.Terminal, entry));

    /// <summary>Posts; when the connection breaks after sending, says how to find out without posting twice.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="post">Posts it.</param>
    /// <param name="ct">Cancelled by Ctrl+C.</param>
    /// <typeparam name="T">What is answered.</typeparam>
    public static async Task<T> OnceAsync<T>(Guid id, Func<Task<T>> post, CancellationToken ct)
    {
        try
        {
            return await post();
        }
        catch (Exception e) when (e is HttpIOException or HttpRequestException { HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) } || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new UnreachableException($"The connection broke before the answer came, so it is not known whether this was posted.\nRun the same command again with --id {id}: it is posted once only.", e);
        }
    }
}
