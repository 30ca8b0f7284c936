using System.CommandLine;
using System.Globalization;
using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer</c>: goods between stores.</summary>
internal static class TransferCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(SendCommand.Build(app));
        noun.Add(ReceiveTransferCommand.Build(app));
        noun.Add(CloseCommand.Build(app));
        noun.Add(CancelCommand.Build(app));
        noun.Add(ListCommand.Build(app));
        noun.Add(ShowCommand.Build(app));
    }

    public static Argument<string> Which() => new("transfer") { HelpName = "NUMBER|ID", Description = "The transfer's number or id, as 'bazaar transfer list' shows it." };

    /// <summary>Finds the transfer that was named; says so when there is none.</summary>
    /// <param name="run">The command.</param>
    /// <param name="which">What was typed.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<Guid?> FindAsync(Run run, string which, CancellationToken ct)
    {
        if (Guid.TryParseExact(which, "D", out var id))
        {
            return id;
        }

        if (!long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new UsageException($"'{which}' is no transfer: give its number or its id.");
        }

        if ((await run.Client.ListTransfersAsync(number: number, limit: 1, ct: ct)).Items is [var found])
        {
            return found.Id;
        }

        run.Terminal.Error.WriteLine($"There is no transfer {number}.");
        return null;
    }

    /// <summary>Shows a transfer.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="transfer">Which.</param>
    public static void Write(Terminal terminal, Transfer transfer)
    {
        terminal.Out.WriteLine($"Transfer {transfer.Number} from {transfer.From} to {transfer.To}, {Words(transfer.Status)}, sent {Text.Time(terminal, transfer.OccurredAt)}");
        Table.Write(
            terminal,
            transfer.Lines,
            new("Line", l => l.Line.ToString(), Right: true),
            new("SKU", l => l.Sku),
            new("Sent", l => Text.Quantity(l.Sent), Right: true),
            new("Received", l => NotZero(l.Received), Right: true),
            new("Lost", l => NotZero(l.Lost), Right: true),
            new("Went back", l => NotZero(l.Returned), Right: true),
            new("On its way", l => NotZero(l.InTransit), Right: true),
            new("Unit cost", l => Text.Cost(l.UnitCost), Right: true));
        terminal.Out.WriteLine($"Id {transfer.Id}");
    }

    /// <summary><c>in-transit</c> as people say it.</summary>
    public static string Words(string status) => status == "in-transit" ? "on its way" : status == "closed" ? "closed short" : status;

    private static string? NotZero(decimal quantity) => quantity == 0 ? null : Text.Quantity(quantity);
}
