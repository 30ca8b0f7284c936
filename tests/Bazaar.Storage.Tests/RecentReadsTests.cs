namespace Bazaar.Storage.Tests;

public sealed class RecentReadsTests
{
    [Fact]
    public void What_was_read_before_a_commit_is_never_found_after_it()
    {
        var reads = new RecentReads();
        var began = reads.Current;
        began.Keep("SHOP", "TEA", "first");
        began.Find<string>("SHOP", "TEA").ShouldBe("first");

        // A slow reader: it read before the commit, and keeps what it read after it.
        reads.Forget();
        began.Keep("SHOP", "SUGAR", "old");

        reads.Current.Find<string>("SHOP", "TEA").ShouldBeNull();
        reads.Current.Find<string>("SHOP", "SUGAR").ShouldBeNull();
    }
}
