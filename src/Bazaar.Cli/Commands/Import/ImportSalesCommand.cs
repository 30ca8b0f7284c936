using System.CommandLine;
using Bazaar.Cli.TillFiles;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.Commands.Import;

/// <summary><c>bazaar import sales</c>: till files become sales, returns, removals and corrections.</summary>
internal static class ImportSalesCommand
{
    private const string DefaultRefusals = "refused-lines.csv";

    public static Verb Build(App app)
    {
        var verb = new Verb("sales", "Import till files (CSV or XLSX, also packed as .gz or .xz): each receipt becomes one entry. Run it again as often as you like: nothing is posted twice.")
        {
            Examples = """
                bazaar import sales till-2026-03-01.csv --dry-run
                bazaar import sales march/ --map document=Bill,sku=Item,quantity=Qty
                bazaar import sales "exports/*.csv.gz" --preset my-till.json --zone Asia/Karachi
                bazaar import sales online-retail/ --preset uci-online-retail --opening auto
                """,
        };
        var paths = new Argument<string[]>("path") { HelpName = "PATH", Description = "Files, folders, or patterns in quotes.", Arity = ArgumentArity.OneOrMore };
        var preset = new Option<string>("--preset") { HelpName = "NAME|FILE", Description = $"How to read the files: {string.Join(", ", TillPresets.Names)}, or a JSON file of your own.", DefaultValueFactory = _ => "generic" };
        var map = new Option<string?>("--map") { HelpName = "FIELD=COLUMN,…", Description = "Columns that are called differently; A+B joins two. Fields: document, sku, quantity, time, price, description, customer, country, barcode." };
        var zone = new Option<string?>("--zone") { HelpName = "ZONE", Description = "The time zone of the files' times; the store's when not given." };
        var opening = new Option<string>("--opening") { HelpName = "none|auto", Description = "auto makes up the least opening stock with which nothing goes below zero.", DefaultValueFactory = _ => "none" };
        opening.AcceptOnlyFromAmong("none", "auto");
        var refusals = new Option<string?>("--refusals") { HelpName = "FILE", Description = $"Where lines that are not taken go, with the reason; {DefaultRefusals} when not given, and nowhere in a dry run." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Do everything but write to the shop." };
        verb.Add(paths);
        foreach (var option in (Option[])[preset, map, zone, opening, refusals, dryRun])
        {
            verb.Add(option);
        }

        app.On(verb, (globals, parse, ct) => RunAsync(globals, new SalesImportOptions
        {
            Paths = parse.GetRequiredValue(paths),
            Preset = Readable(() => TillPresets.Load(parse.GetRequiredValue(preset), parse.GetValue(map))),
            Store = globals.Store,
            Zone = parse.GetValue(zone) is { } id ? FindZone(id) : null,
            MakeUpOpening = parse.GetValue(opening) == "auto",
            DryRun = parse.GetValue(dryRun),
            RefusalsPath = (parse.GetValue(refusals) ?? (parse.GetValue(dryRun) ? null : DefaultRefusals)) is { } path ? CheckFolder(path) : null,
        }, ct));
        return verb;
    }

    private static async Task<int> RunAsync(Globals globals, SalesImportOptions options, CancellationToken ct)
    {
        var terminal = globals.Terminal;
        var progress = new ImportProgress(terminal.Error, terminal.CanAsk, terminal.Clock);
        var import = new SalesImport(options, progress, terminal.Clock);
        var scan = Readable(() => import.Scan(ct));
        await using var session = await Session.OpenAsync(globals, ct);
        try
        {
            await import.RunAsync(scan, session.Client, ct);
        }
        catch (TableException e)
        {
            throw new UsageException(e.Message);
        }
        finally
        {
            progress.Clear();
            Write(globals, import.Account);
        }

        return import.Account switch
        {
            { Stopped: true } => Exit.Stopped,
            { LinesRead: > 0, LinesTaken.Count: 0 } => Exit.Refused,
            _ => Exit.Done,
        };
    }

    private static void Write(Globals globals, SalesAccount account)
    {
        if (globals.Json)
        {
            globals.Terminal.WriteJson(account, TillJson.Default.SalesAccount);
        }
        else
        {
            SalesAccountText.Write(globals.Terminal, account);
        }

        globals.Terminal.Out.Flush();
        foreach (var remark in SalesAccountText.Remarks(account))
        {
            globals.Terminal.Error.WriteLine(remark);
        }
    }

    private static T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TableException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static TimeZoneInfo FindZone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new UsageException($"--zone {id}: there is no such time zone. Write it like Asia/Karachi or Europe/London.");

    private static string CheckFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(folder) && !Directory.Exists(path) ? path : throw new UsageException($"--refusals {path}: the folder {folder} must be there, and the name must be free for a file.");
    }
}
