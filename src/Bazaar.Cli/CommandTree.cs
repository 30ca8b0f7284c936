using System.CommandLine;
using System.CommandLine.Help;
using Bazaar.Cli.Commands;
using Bazaar.Cli.Commands.Alerts;
using Bazaar.Cli.Commands.Audit;
using Bazaar.Cli.Commands.Import;
using Bazaar.Cli.Commands.Key;
using Bazaar.Cli.Commands.Orders;
using Bazaar.Cli.Commands.Products;
using Bazaar.Cli.Commands.Reports;
using Bazaar.Cli.Commands.Stock;
using Bazaar.Cli.Commands.Stores;
using Bazaar.Cli.Commands.Suppliers;
using Bazaar.Cli.Commands.Transfers;
using Bazaar.Cli.Commands.User;

namespace Bazaar.Cli;

/// <summary>All commands. A new one is a line here and a file in <c>Commands</c>.</summary>
internal static class CommandTree
{
    private static readonly (string Name, string Description, Action<App, Verb> Fill)[] Commands =
    [
        ("serve", "Open the shop to browsers, tills and other programs.", ServeCommand.Fill),
        ("product", "The catalogue.", ProductCommands.Fill),
        ("store", "The stores.", StoreCommands.Fill),
        ("sell", "Sell goods.", SellCommand.Fill),
        ("receive", "Take goods in.", ReceiveCommand.Fill),
        ("remove", "Take out goods that were not sold: damaged, expired, lost …", RemoveCommand.Fill),
        ("return", "Take goods back from a customer, or send them back to a supplier.", ReturnCommand.Fill),
        ("transfer", "Goods on their way to another store.", TransferCommands.Fill),
        ("count", "Say what is really there.", CountCommand.Fill),
        ("adjust", "Correct the book by a difference.", AdjustCommand.Fill),
        ("undo", "Take an entry back.", UndoCommand.Fill),
        ("today", "The day so far, and what needs attention.", TodayCommand.Fill),
        ("stock", "What a store has, now or at a time.", StockCommands.Fill),
        ("explain", "Why a number is what it is.", ExplainCommand.Fill),
        ("history", "What moved, newest first.", HistoryCommand.Fill),
        ("supplier", "Who the goods come from, and what they ask.", SupplierCommands.Fill),
        ("order", "What was ordered from suppliers.", OrderCommands.Fill),
        ("report", "Reports: sales, stock, valuation, losses, suppliers, accuracy …", ReportCommands.Fill),
        ("import", "Bring in what other programs have written.", ImportCommands.Fill),
        ("alerts", "What needs attention.", AlertCommands.Fill),
        ("audit", "Who changed what, and proof that nothing was altered.", AuditCommands.Fill),
        ("check", "Let the ledger prove itself.", CheckCommand.Fill),
        ("user", "The people who may come in.", UserCommands.Fill),
        ("key", "API keys: what tills and other programs come in with.", KeyCommands.Fill),
        ("login", "Sign in at a server.", LoginCommand.Fill),
        ("logout", "Sign out at a server.", LogoutCommand.Fill),
        ("backup", "Copy the shop to a file while it may go on selling.", BackupCommand.Fill),
        ("restore", "Make a backup the shop again.", RestoreCommand.Fill),
        ("migrate", "Bring the database up to date.", MigrateCommand.Fill),
        ("copy", "Copy the whole shop into a database of another kind.", CopyCommand.Fill),
        ("doctor", "Look at everything the shop needs and say what is wrong.", DoctorCommand.Fill),
        ("completion", "Let your shell complete command lines.", CompletionCommand.Fill),
    ];

    /// <summary>Builds the commands that a command line can mean; the others stay names, for help and suggestions.</summary>
    /// <param name="app">The command line.</param>
    /// <param name="args">What was typed.</param>
    public static RootCommand Build(App app, string[] args)
    {
        var root = new RootCommand("Bazaar keeps the stock of a shop.") { HelpName = "bazaar" };
        foreach (var option in app.Options)
        {
            root.Add(option);
        }

        // The library's own also answers to "/?", which is a path here.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Add(new HelpOption("--help", "-h") { Description = "Show help, with examples.", Action = new Help(app.Terminal) });

        // Completion asks with a directive in brackets about a line in quotes.
        var all = args.Any(a => a.StartsWith('['));
        foreach (var (name, description, fill) in Commands)
        {
            var verb = new Verb(name, description);
            root.Add(verb);
            if (all || args.Contains(name))
            {
                fill(app, verb);
            }
        }

        return root;
    }
}
