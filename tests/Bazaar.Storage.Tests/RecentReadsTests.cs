namespace Bazaar.Storage.Tests;

public sealed class RecentReadsTests
{
    [Fact]
    public void What_was_read_before_a_commit_is_not_found_after_it()
    {
        var reads = new RecentReads();
        var before = reads.Of("SHOP");
        reads.Keep(before, "A", "1");
        reads.Of("shop").Find<string>("A").ShouldBe("1");

        reads.Forget("Shop", 7);
        reads.Of("SHOP").Find<string>("A").ShouldBeNull();

        // A slow reader that began before the commit comes back after it.
        reads.Keep(before, "A", "1");
        reads.Of("SHOP").Find<string>("A").ShouldBeNull();
    }

    [Fact]
    public void A_slow_reader_brings_nothing_back_after_everything_was_forgotten()
    {
        var reads = new RecentReads();
        var before = reads.Of("SHOP");
        reads.Forget();
        reads.Keep(before, "A", "1");
        reads.Of("SHOP").Find<string>("A").ShouldBeNull();
    }

    [Fact]
    public void A_commit_to_one_store_leaves_the_others()
    {
        var reads = new RecentReads();
        reads.Keep(reads.Of("ONE"), "A", "1");
        reads.Keep(reads.Of("TWO"), "A", "2");
        reads.Forget("ONE", 1);
        reads.Of("ONE").Find<string>("A").ShouldBeNull();
        reads.Of("TWO").Find<string>("A").ShouldBe("2");
    }

    [Fact]
    public void While_the_others_are_not_heard_nothing_is_found()
    {
        var heard = true;
        var reads = new RecentReads(() => heard);
        reads.Keep(reads.Of("SHOP"), "A", "1");
        heard = false;
        reads.Of("SHOP").Find<string>("A").ShouldBeNull();
        heard = true;
        reads.Of("SHOP").Find<string>("A").ShouldBe("1");
    }

    [Fact]
    public void Who_names_a_sequence_reads_nothing_older()
    {
        var reads = new RecentReads(() => true);
        reads.Keep(reads.Of("SHOP"), "A", "1");
        reads.IsAtLeast("SHOP", 3).ShouldBeFalse();
        reads.Saw("SHOP", 5);
        reads.Of("SHOP").Find<string>("A").ShouldBeNull();
        reads.IsAtLeast("shop", 5).ShouldBeTrue();
        reads.IsAtLeast("SHOP", 6).ShouldBeFalse();

        reads.Keep(reads.Of("SHOP"), "A", "2");
        reads.Saw("SHOP", 5);
        reads.Of("SHOP").Find<string>("A").ShouldBe("2");
    }
}
