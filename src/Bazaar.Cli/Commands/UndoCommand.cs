using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar undo</c>: takes an entry back with a linked reversal.</summary>
internal static class UndoCommand
{
    private const int RecentEntries = 50;

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar undo last
            bazaar undo 4711 --reason "rung up twice"
            bazaar undo 0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11
            """;
        var which = new Argument<string>("entry") { Description = "The entry's id or number, or 'last'.", HelpName = "ID|NUMBER|last" };
        var reason = Given.Text("--reason", "Why.");
        var id = Given.Id("--id", "The reversal's own id. Sent again, it is posted only once.");
        var accept = new Option<bool>("--accept-shortage") { Description = "Undo it even if stock goes below zero." };
        verb.Add(which);
        verb.Add(reason);
        verb.Add(id);
        verb.Add(accept);
        app.OnShop(verb, async (run, ct) =>
        {
            if (await FindAsync(run, run.Get(which), ct) is not { } entry)
            {
                return Exit.Refused;
            }

            var request = new ReversalRequest
            {
                Id = run.Get(id) ?? Guid.CreateVersion7(run.Terminal.Clock.GetUtcNow()),
                Reason = run.Get(reason),
                OnShortage = run.Get(accept) ? "accept" : null,
            };
            return MovementOptions.Show(run, await MovementOptions.OnceAsync(request.Id.Value, () => run.Client.ReverseMovementAsync(run.Store, entry, request, ct), ct));
        });
    }

    private static async Task<Guid?> FindAsync(Run run, string which, CancellationToken ct)
    {
        if (Guid.TryParseExact(which, "D", out var id))
        {
            return id;
        }

        if (long.TryParse(which, out var seq) && seq > 0)
        {
            var found = (await run.Client.ReadFeedAsync(run.Store, seq - 1, 1, ct)).Items.FirstOrDefault(e => e.Seq == seq);
            return found?.Id ?? Nothing(run, $"{run.Store} has no entry {seq}.");
        }

        return which == "last" ? await LastAsync(run, ct) : throw new UsageException($"'{which}' is no entry: give its id, its number, or 'last'.");
    }

    private static async Task<Guid?> LastAsync(Run run, CancellationToken ct)
    {
        var recent = await run.Client.ListMovementsAsync(run.Store, limit: RecentEntries, ct: ct);
        if (recent.Items.FirstOrDefault(e => e.Type != "reversal" && e.ReversedBy is null) is not { } last)
        {
            return Nothing(run, $"Nothing is left to undo among the last {RecentEntries} entries of {run.Store}.");
        }

        // Someone else may have posted in between, so the person sees which one it is.
        var what = string.Join(", ", last.Lines.Where(l => l.CoveredByCount is null).Take(3).Select(l => $"{l.Sku} {Text.Signed(l.Quantity)}"));
        return run.Terminal.Confirm($"Undo {Text.Kind(last.Type).ToLowerInvariant()} {last.Seq} of {Text.Time(run.Terminal, last.OccurredAt)} ({what})?", run.Globals.Yes)
            ? last.Id
            : Nothing(run, "Nothing was undone.");
    }

    private static Guid? Nothing(Run run, string sentence)
    {
        run.Terminal.Error.WriteLine(sentence);
        return null;
    }
}
