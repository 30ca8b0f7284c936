using System.Threading.Channels;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>What an import is asked to do.</summary>
internal sealed record SalesImportOptions
{
    /// <summary>Files, folders and patterns.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>How to read them.</summary>
    public required TillPreset Preset { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The zone of the files' local times; the store's when null.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>True to make up opening stock.</summary>
    public bool MakeUpOpening { get; init; }

    /// <summary>True to post nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where refused lines go; null to keep none.</summary>
    public required string? RefusalsPath { get; init; }
}

/// <summary>Imports till files: looks at all of them, prepares the catalogue, and posts the days in order while the next ones are read.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="progress">Told how far it is.</param>
/// <param name="clock">The clock.</param>
internal sealed class SalesImport(SalesImportOptions options, ImportProgress progress, TimeProvider clock)
{
    private const int BatchesAhead = 4;
    private readonly SalesAccount _account = new() { Store = options.Store, Preset = options.Preset.Name, DryRun = options.DryRun };
    private readonly TillLineReader _reader = new(options.Preset);

    /// <summary>The account so far.</summary>
    public SalesAccount Account => _account;

    /// <summary>Looks at the files. Nothing is posted when one of them cannot be read.</summary>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="TableException">A file cannot be read.</exception>
    public TillScan Scan(CancellationToken ct)
    {
        var scan = TillScan.Read(TillFileSet.Expand(options.Paths), options.Preset, done => progress.Report("Reading", done, 0), ct);
        _account.Files = scan.Files.Count;
        _account.FirstDay = scan.Files.Select(f => f.FirstDate).Min();
        _account.LinesRead = scan.Lines;
        _account.FoldedCodes = scan.FoldedSpellings;
        _account.ChangedCodes = scan.ChangedCodes.Count;
        return scan;
    }

    /// <summary>Imports what was looked at.</summary>
    /// <param name="scan">The files.</param>
    /// <param name="client">The shop.</param>
    /// <param name="ct">Stops between batches; the account then says so.</param>
    public async Task RunAsync(TillScan scan, BazaarClient client, CancellationToken ct)
    {
        var zone = options.Zone ?? Zone(await client.GetStoreAsync(options.Store, ct));
        _account.TimeZone = zone.Id;
        var skus = new SkuMap(scan);
        await PrepareCatalogueAsync(scan, skus, new TillCatalogue(client, options.Preset), ct);
        var planner = new DayPlanner(options.Store, options.Preset.Name, zone, skus);
        var poster = new EntryPoster(client, clock);
        if (options.MakeUpOpening && _account.FirstDay is { } first)
        {
            await PostOpeningAsync(MakeUpOpening(scan, planner, first, zone, ct), poster, ct);
        }

        using var refusals = new RefusalsFile(options.RefusalsPath, scan.Columns);
        try
        {
            await PumpAsync(scan, planner, poster, refusals, ct);
        }
        finally
        {
            _account.RefusalsFile = refusals.Path;
            _account.Stopped = _account.LinesNotReached > 0;
            progress.Clear();
        }
    }

    private async Task PrepareCatalogueAsync(TillScan scan, SkuMap skus, TillCatalogue catalogue, CancellationToken ct)
    {
        await catalogue.ReadAsync(skus, ct);
        var missing = catalogue.Missing(scan, skus);
        _account.ProductsKnown = scan.Products.Count - missing.Count;
        _account.ProductsCreated = options.DryRun ? missing.Count : await catalogue.AddAsync(missing, skus, ct);
    }

    private IReadOnlyList<PlannedEntry> MakeUpOpening(TillScan scan, DayPlanner planner, DateOnly first, TimeZoneInfo zone, CancellationToken ct)
    {
        var opening = new OpeningStock();
        long lines = 0;
        foreach (var day in TillDays.Read(scan.Files, _reader))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var entry in planner.Plan(day).Entries)
            {
                opening.Follow(entry);
            }

            progress.Report("Making up opening stock", lines += day.Lines.Count, scan.Lines);
        }

        var entries = opening.Entries(options.Store, options.Preset.Name, first, zone);
        _account.Opening = new OpeningAccount { Products = entries.Sum(e => e.Size), Quantity = entries.Sum(e => e.Request.Lines!.Sum(l => l.Quantity!.Value)) };
        return entries;
    }

    private async Task PostOpeningAsync(IReadOnlyList<PlannedEntry> entries, EntryPoster poster, CancellationToken ct)
    {
        var account = _account.Opening!;
        for (var i = 0; i < entries.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            var (_, outcome, problem) = options.DryRun ? (entries[i], PostOutcome.Posted, null) : (await poster.PostAsync([entries[i]]))[0];
            account.EntriesPosted += outcome == PostOutcome.Posted ? 1 : 0;
            account.EntriesAlreadyThere += outcome == PostOutcome.AlreadyThere ? 1 : 0;
            if (outcome == PostOutcome.Refused)
            {
                // The parts belong together: after the first that does not fit, none of the others does.
                account.EntriesRefused = entries.Count - i;
                progress.Say(problem!.Code == ProblemCodes.IdReused
                    ? "Opening stock was made up before, for other files. It stays as it is, and on-hand may go below zero."
                    : $"The opening stock was refused: {Explain(problem)}");
                return;
            }
        }
    }

    private async Task PumpAsync(TillScan scan, DayPlanner planner, EntryPoster poster, RefusalsFile refusals, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var channel = Channel.CreateBounded<Batch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(channel.Writer, scan, planner, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (ct.IsCancellationRequested)
                {
                    break;
                }

                await TakeAsync(batch, poster, refusals);
                progress.Report(options.DryRun ? "Checking" : "Posting", scan.Lines - _account.LinesNotReached, scan.Lines);
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        try
        {
            await reading;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The account says where it stopped.
        }
    }

    private async Task FillAsync(ChannelWriter<Batch> to, TillScan scan, DayPlanner planner, CancellationToken ct)
    {
        Exception? failure = null;
        try
        {
            var batch = new Batch();
            foreach (var day in TillDays.Read(scan.Files, _reader))
            {
                var plan = planner.Plan(day);
                batch.Refused.AddRange(plan.Refused);
                batch.SharedDocuments += plan.SharedDocuments;
                if (batch.Refused.Count > EntryPoster.MaxLines)
                {
                    await to.WriteAsync(batch, ct);
                    batch = new Batch();
                }

                foreach (var entry in plan.Entries)
                {
                    if (!batch.HasRoom(entry))
                    {
                        await to.WriteAsync(batch, ct);
                        batch = new Batch();
                    }

                    batch.Add(entry);
                }
            }

            await to.WriteAsync(batch, ct);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            to.TryComplete(failure is OperationCanceledException ? null : failure);
        }
    }

    private async Task TakeAsync(Batch batch, EntryPoster poster, RefusalsFile refusals)
    {
        _account.SharedDocuments += batch.SharedDocuments;
        foreach (var (line, refusal) in batch.Refused)
        {
            Refuse(line, refusal, refusals);
        }

        var answers = options.DryRun ? [.. batch.Entries.Select(e => (e, PostOutcome.Posted, (Problem?)null))] : await poster.PostAsync(batch.Entries);
        foreach (var (entry, outcome, problem) in answers)
        {
            switch (outcome)
            {
                case PostOutcome.Posted:
                    SalesAccount.Add(_account.EntriesPosted, entry.Kind);
                    SalesAccount.Add(_account.LinesTaken, entry.Kind, entry.Lines.Count);
                    break;
                case PostOutcome.AlreadyThere:
                    SalesAccount.Add(_account.EntriesAlreadyThere, entry.Kind);
                    SalesAccount.Add(_account.LinesTaken, entry.Kind, entry.Lines.Count);
                    break;
                default:
                    var refusal = new LineRefusal(problem!.Code ?? $"status-{problem.Status}", Explain(problem));
                    SalesAccount.Add(_account.EntriesRefused, refusal.Code);
                    foreach (var line in entry.Lines)
                    {
                        Refuse(line, refusal, refusals);
                    }

                    break;
            }
        }
    }

    private void Refuse(TillLine line, LineRefusal refusal, RefusalsFile refusals)
    {
        SalesAccount.Add(_account.LinesRefused, refusal.Code);
        refusals.Write(line, refusal);
    }

    /// <summary>Why an entry was refused. The detail often tells the fields already; only what it leaves out follows it.</summary>
    /// <param name="problem">The refusal.</param>
    internal static string Explain(Problem problem)
    {
        if (problem.Code == ProblemCodes.IdReused)
        {
            return "This document of this day is in the ledger with other lines. If these are further lines of it, give them a document number of their own; if they correct it, undo the entry and do the same.";
        }

        var detail = problem.Detail ?? problem.Title ?? $"Status {problem.Status}.";
        var more = (problem.Errors ?? new Dictionary<string, string[]>())
            .SelectMany(e => e.Value, (e, message) => (Field: e.Key, Message: message))
            .Where(e => !detail.Contains(e.Message, StringComparison.Ordinal)).Take(3);
        return string.Join(" ", [detail, .. more.Select(e => $"{e.Field}: {e.Message}")]);
    }

    private static TimeZoneInfo Zone(Store store) => TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out var zone)
        ? zone
        : throw new TableException($"This machine does not know the store's time zone {store.TimeZone}. Say which one the files use: --zone ZONE.");

    private sealed class Batch
    {
        private int _lines;

        public List<PlannedEntry> Entries { get; } = [];

        public List<(TillLine Line, LineRefusal Refusal)> Refused { get; } = [];

        public int SharedDocuments { get; set; }

        public bool HasRoom(PlannedEntry entry) => Entries.Count == 0 || (Entries.Count < EntryPoster.MaxEntries && _lines + entry.Size <= EntryPoster.MaxLines);

        public void Add(PlannedEntry entry)
        {
            Entries.Add(entry);
            _lines += entry.Size;
        }
    }
}
