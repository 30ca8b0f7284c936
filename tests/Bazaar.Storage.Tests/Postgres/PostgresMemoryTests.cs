using Bazaar.Domain.Ledger;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Postgres;

namespace Bazaar.Storage.Tests.Postgres;

public sealed class PostgresMemoryTests
{
    private const int Capacity = 40;

    [Fact]
    public void When_there_is_too_much_the_totals_go_before_the_balances()
    {
        var memory = Remember(products: 20);
        memory.Keep(Written(products: 20));
        memory.Size.ShouldBe(41);
        memory.MakeRoom();

        memory.Size.ShouldBe(20);
        memory.Store(1).Daily.ShouldBeEmpty();
        memory.FindBalance(1, 20).ShouldNotBeNull();
        memory.MustLock.ShouldBeFalse();
    }

    [Fact]
    public void When_the_balances_alone_are_too_much_it_starts_over_under_locks()
    {
        var memory = Remember(products: 35);
        memory.Keep(Written(products: 35));
        memory.MakeRoom();

        memory.Size.ShouldBe(0);
        memory.FindStore("SHOP").ShouldBeNull();
        memory.MustLock.ShouldBeTrue();
    }

    [Fact]
    public void A_node_that_was_wrong_is_careful_for_longer_each_time_and_trusts_itself_again_in_time()
    {
        var memory = new PostgresMemory();
        memory.Mistook();
        Locks(memory).ShouldBe(2);
        memory.Mistook();
        Locks(memory).ShouldBe(4);
        for (var i = 0; i < 3; i++)
        {
            memory.WasRight();
        }

        memory.Mistook();
        Locks(memory).ShouldBe(2);
    }

    private static int Locks(PostgresMemory memory)
    {
        var locks = 0;
        for (; memory.MustLock; locks++)
        {
            memory.Locked();
        }

        return locks;
    }

    private static PostgresMemory Remember(int products)
    {
        var memory = new PostgresMemory(Capacity);
        memory.Keep("SHOP", new StoreState { Id = 1, Code = "SHOP", Zone = TimeZoneInfo.Utc, Seq = 0, Hash = [], RecordedAt = default }, version: 0);
        for (var product = 1L; product <= products; product++)
        {
            memory.Keep(1, product, default(Balance));
        }

        return memory;
    }

    private static WrittenChanges Written(int products)
    {
        var written = new WrittenChanges();
        for (var product = 1L; product <= products; product++)
        {
            written.Balances[(1, product)] = default;
            written.Daily.Add(new DailyKey(1, new DateOnly(2026, 11, 21), product, EntryKind.Sale, ""));
        }

        written.Activity.Add(new ActivityKey(1, new DateOnly(2026, 11, 21), EntryKind.Sale, "", "owner"));
        return written;
    }
}
