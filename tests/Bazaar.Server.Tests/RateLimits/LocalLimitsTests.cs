using Bazaar.Server.Platform.RateLimits;

namespace Bazaar.Server.Tests.RateLimits;

/// <summary>The buckets themselves, on a clock that stands still.</summary>
public sealed class LocalLimitsTests
{
    private static readonly Partition Ali = new(Budget.Writes, "ali", 0);
    private static readonly Partition Sana = new(Budget.Writes, "sana", 0);
    private readonly ManualClock _clock = new();
    private readonly LocalLimits _limits;
    private readonly Quota _quota;

    public LocalLimitsTests()
    {
        _limits = new LocalLimits(Quotas.Of((Budget.Writes, 10, 5)), _clock);
        _quota = _limits.QuotaOf(Budget.Writes).ShouldNotBeNull();
    }

    [Fact]
    public void A_bucket_gives_what_it_holds_and_fills_again_evenly()
    {
        for (var left = 9; left >= 0; left--)
        {
            _limits.Take(Ali, _quota, 1).ShouldBe(new Verdict(true, left, TimeSpan.FromSeconds(0.5 * (10 - left)), TimeSpan.Zero));
        }

        _limits.Take(Ali, _quota, 1).ShouldBe(new Verdict(false, 0, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.5)));
        _clock.Move(TimeSpan.FromSeconds(0.5));
        _limits.Take(Ali, _quota, 1).Allowed.ShouldBeTrue();
        _limits.Take(Ali, _quota, 1).Allowed.ShouldBeFalse();
        _clock.Move(TimeSpan.FromHours(1));
        _limits.Take(Ali, _quota, 1).Remaining.ShouldBe(9);
    }

    [Fact]
    public void A_refusal_takes_nothing_and_says_when_there_will_be_enough()
    {
        _limits.Take(Ali, _quota, 8).Remaining.ShouldBe(2);

        _limits.Take(Ali, _quota, 4).ShouldBe(new Verdict(false, 2, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)));

        _clock.Move(TimeSpan.FromSeconds(1));
        _limits.Take(Ali, _quota, 4).ShouldBe(new Verdict(true, 0, TimeSpan.FromSeconds(5), TimeSpan.Zero));
    }

    [Fact]
    public void What_costs_more_than_the_whole_quota_passes_when_all_of_it_is_there()
    {
        _limits.Take(Ali, _quota, 1_000).ShouldBe(new Verdict(true, 0, TimeSpan.FromSeconds(5), TimeSpan.Zero));
        _limits.Take(Ali, _quota, 1_000).RetryIn.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Everyone_has_a_bucket_of_their_own()
    {
        _limits.Take(Ali, _quota, 10);

        _limits.Take(Ali, _quota, 1).Allowed.ShouldBeFalse();
        _limits.Take(Sana, _quota, 1).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Looking_takes_nothing()
    {
        _limits.Take(Ali, _quota, 9);

        _limits.Look(Ali, _quota).ShouldBe(new Verdict(true, 1, TimeSpan.FromSeconds(4.5), TimeSpan.Zero));
        _limits.Look(Ali, _quota).Allowed.ShouldBeTrue();
        _limits.Take(Ali, _quota, 1);
        _limits.Look(Ali, _quota).ShouldBe(new Verdict(false, 0, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.5)));
        _limits.Look(Sana, _quota).ShouldBe(new Verdict(true, 10, TimeSpan.Zero, TimeSpan.Zero));
        _limits.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_get_exactly_what_there_is()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 100).Count(_ => _limits.Take(Ali, _quota, 1).Allowed))));

        taken.Sum().ShouldBe(10);
    }

    [Fact]
    public void Memory_is_bounded_however_many_addresses_come()
    {
        for (var i = 1; i <= 3 * LocalLimits.MaxBuckets; i++)
        {
            _limits.Take(new Partition(Budget.Writes, null, (UInt128)i), _quota, 1);
        }

        _limits.Count.ShouldBeLessThan(LocalLimits.MaxBuckets + 100);

        // The busy keep their own; when the rest are full again they make room.
        _clock.Move(TimeSpan.FromSeconds(10));
        _limits.Take(Ali, _quota, 1).Remaining.ShouldBe(9);
        _limits.Count.ShouldBe(1);
    }

    [Fact]
    public void Newcomers_that_find_no_room_are_limited_all_the_same()
    {
        for (var i = 1; i <= LocalLimits.MaxBuckets; i++)
        {
            _limits.Take(new Partition(Budget.Writes, null, (UInt128)i), _quota, 1);
        }

        Enumerable.Range(0, 10_000).Count(i => _limits.Take(new Partition(Budget.Writes, $"new{i}", 0), _quota, 1).Allowed).ShouldBeLessThanOrEqualTo(64 * 10);
    }

    [Theory]
    [InlineData(null, 12_000L, 60)]
    [InlineData("", 12_000L, 60)]
    [InlineData("reads=1/1", 12_000L, 60)]
    [InlineData("writes=5/10", 5L, 10)]
    [InlineData(" writes = 5/10 , bulk=off ", 5L, 10)]
    [InlineData("off", null, 0)]
    [InlineData("writes=off", null, 0)]
    public void A_setting_is_read(string? text, long? count, int seconds)
    {
        var quota = Quotas.TryRead(text, out var error).ShouldNotBeNull(error)[Budget.Writes];

        (quota?.Count, quota?.Window.TotalSeconds ?? 0).ShouldBe((count, seconds));
    }

    [Theory]
    [InlineData("sells=5/10", "sells")]
    [InlineData("none=5/10", "none")]
    [InlineData("writes", "writes")]
    [InlineData("writes=5", "writes=5")]
    [InlineData("writes=0/10", "writes=0/10")]
    [InlineData("writes=-5/10", "writes=-5/10")]
    [InlineData("writes=5/0", "writes=5/0")]
    [InlineData("writes=5/86401", "writes=5/86401")]
    [InlineData("writes=1000001/1", "writes=1000001/1")]
    [InlineData("writes=99999999999999999999/1", "writes=")]
    public void A_setting_that_is_none_is_named(string text, string named)
    {
        Quotas.TryRead(text, out var error).ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(named);
    }

    [Fact]
    public void Policies_are_written_as_the_draft_says() => _quota.Policy.ShouldBe("\"writes\";q=10;w=5");
}
