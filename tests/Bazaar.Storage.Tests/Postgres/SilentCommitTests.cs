using System.Diagnostics;
using Bazaar.Storage.Ledger;
using Bazaar.Testing;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>A commit that is never answered, because the server waits for a replica that is not there: as with a machine that vanished, nobody breaks the line.</summary>
public sealed class SilentCommitTests
{
    [Fact]
    public async Task What_is_not_answered_is_not_waited_for_for_ever_and_never_called_kept_before_it_is()
    {
        await using var server = await PostgresServer.StartAsync(durable: true);
        await using var place = await PostgresPlace.CreateAsync(server);
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 5_000));
        await server.ExecuteAsync("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await server.ReloadAsync();
        var draft = TestShop.Sell(TestShop.Tea, 1_000);
        var watch = Stopwatch.StartNew();

        var unknown = await Should.ThrowAsync<StorageUnavailableException>(() => shop.PostAsync(draft));

        unknown.Message.ShouldContain("whether this request was kept is not known");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));

        // Had the commit been cancelled, it would stand by now on this server alone, and somebody would be told so.
        (await Should.ThrowAsync<StorageUnavailableException>(() => shop.PostAsync(draft))).Message.ShouldContain("another transaction holds what this one needs");

        await server.ExecuteAsync("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
        await server.ReloadAsync();
        (await shop.PostAsync(draft)).ShouldBeOfType<PostingResult.Replayed>().Entry.Seq.ShouldBe(2);
        await shop.MustBeSoundAsync(seq: 2);
    }
}
