using Bazaar.Simulator.Load;

namespace Bazaar.EndToEnd.Tests.Simulation;

public sealed class LoadGeneratorTests : IDisposable
{
    private static readonly FixedClock Now = new(new DateTimeOffset(2026, 3, 12, 10, 30, 0, TimeSpan.Zero));

    private static readonly LoadOptions Options = new()
    {
        Stores = ["A", "B"],
        Skus = ["SUGAR", "EGG", "LUX-130", "PEPSI-1500"],
        Clients = 8,
        MaxRequests = 3000,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-load-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_has_everything_in_it_and_an_honest_server_passes()
    {
        using var server = new FakeShop(Now);
        using var journal = new LoadJournal();
        var summary = await LoadGenerator.RunAsync(server.Client, Options, journal, Now, Ct);

        summary.Requests.ShouldBe(3000);
        server.Requests.ShouldBeGreaterThanOrEqualTo(3000);
        summary.Posted.ShouldBe(server.Ledger("A").Entries.Count + server.Ledger("B").Entries.Count);
        summary.Posted.ShouldBeGreaterThan(1000);
        summary.Short.ShouldBeGreaterThan(50);
        summary.Replayed.ShouldBeGreaterThan(100);
        summary.Conflicts.ShouldBeGreaterThan(30);
        (summary.OtherRefusals, summary.Unanswered).ShouldBe((0, 0));

        var check = await LedgerChecker.CheckAsync(server.Client, journal, Ct);
        check.Faults.ShouldBeEmpty();
        (check.Entries, check.Acknowledged).ShouldBe((summary.Posted, summary.Posted));
    }

    [Fact]
    public async Task What_was_not_answered_is_sent_again_and_comes_out_once()
    {
        using var server = new FakeShop(Now) { LosesAnswer = n => n % 7 == 0 };
        using var journal = new LoadJournal();
        var summary = await LoadGenerator.RunAsync(server.Client, Options with { RetryDelay = TimeSpan.Zero }, journal, Now, Ct);
        summary.Unanswered.ShouldBeGreaterThan(300);
        server.LosesAnswer = _ => false;
        (await LedgerChecker.CheckAsync(server.Client, journal, Ct)).Faults.ShouldBeEmpty();
        journal.Unanswered().Count.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task Clients_stop_when_the_server_is_gone_and_the_next_run_asks_what_became_of_it()
    {
        var path = Path.Combine(_folder.FullName, "journal.jsonl");
        using var server = new FakeShop(Now) { LosesAnswer = n => n > 500 };
        using (var journal = LoadJournal.Open(path))
        {
            var summary = await LoadGenerator.RunAsync(server.Client, Options with { StopWhenUnreachable = true }, journal, Now, Ct);
            summary.Unanswered.ShouldBeInRange(Options.Clients, Options.Clients * 2);
        }

        server.LosesAnswer = _ => false;
        using var again = LoadJournal.Open(path);
        var open = again.Unanswered().Count;
        open.ShouldBeGreaterThan(0);
        (await LedgerChecker.CheckAsync(server.Client, again, Ct)).Faults.ShouldBeEmpty();
        await LoadGenerator.RunAsync(server.Client, Options with { MaxRequests = 500 }, again, Now, Ct);
        again.Unanswered().ShouldBeEmpty();
        var check = await LedgerChecker.CheckAsync(server.Client, again, Ct);
        check.Faults.ShouldBeEmpty();
        check.Acknowledged.ShouldBe(check.Entries);
    }

    [Fact]
    public async Task Load_ends_when_it_is_cancelled_or_its_time_is_over()
    {
        using var server = new FakeShop(Now);
        using var journal = new LoadJournal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        server.LosesAnswer = n =>
        {
            if (n == 100)
            {
                stop.Cancel();
            }

            return false;
        };
        var summary = await LoadGenerator.RunAsync(server.Client, Options with { MaxRequests = null }, journal, Now, stop.Token);
        summary.Requests.ShouldBeInRange(80, 200);

        var timed = await LoadGenerator.RunAsync(server.Client, Options with { MaxRequests = null, Duration = TimeSpan.FromMilliseconds(50) }, journal, Now, Ct);
        timed.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));
        (await LedgerChecker.CheckAsync(server.Client, journal, Ct)).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_file_holds_every_line_and_forgets_one_that_was_cut_off()
    {
        var path = Path.Combine(_folder.FullName, "journal.jsonl");
        using var server = new FakeShop(Now);
        using var written = LoadJournal.Open(path);
        await LoadGenerator.RunAsync(server.Client, Options with { MaxRequests = 200 }, written, Now, Ct);

        var copy = Path.Combine(_folder.FullName, "copy.jsonl");
        File.Copy(path, copy);
        await File.AppendAllTextAsync(copy, "{\"sent\":{\"number\":99", Ct);
        using var read = LoadJournal.Open(copy);
        read.Answered.ShouldBe(written.Answered);
        read.Sent.Select(s => (s.Number, s.Kind, s.Store, s.Movement.Id)).ShouldBe(written.Sent.Select(s => (s.Number, s.Kind, s.Store, s.Movement.Id)));
        read.Send(LoadKind.New, "A", written.Sent.First().Movement).ShouldBe(written.Sent.Max(s => s.Number) + 1);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
