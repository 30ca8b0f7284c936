using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Primitives;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 9, 12, 44, TimeSpan.FromHours(5));

    [Fact]
    public void A_time_has_one_spelling_in_UTC_to_the_microsecond()
    {
        Clock.Canonical(Morning).ShouldBe("2026-03-01T04:12:44.000000Z");
        Clock.Canonical(Morning.AddMicroseconds(1)).ShouldBe("2026-03-01T04:12:44.000001Z");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(-9)]
    [InlineData(-10)]
    [InlineData(-11)]
    public void What_is_finer_than_a_microsecond_is_cut_off_and_never_rounded_up(long ticksAfter1970)
    {
        var time = DateTimeOffset.UnixEpoch.AddTicks(ticksAfter1970);

        var kept = Clock.FromMicros(Clock.ToMicros(time));

        kept.ShouldBeLessThanOrEqualTo(time);
        (time - kept).Ticks.ShouldBeLessThan(TimeSpan.TicksPerMicrosecond);
        Clock.Truncate(time).ShouldBe(kept);
    }

    [Fact]
    public void Every_time_there_is_goes_there_and_back()
    {
        foreach (var time in new[] { DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, Morning, DateTimeOffset.MaxValue })
        {
            Clock.FromMicros(Clock.ToMicros(time)).ShouldBe(Clock.Truncate(time));
        }

        Clock.Truncate(Morning).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2026-03-01T19:30:00Z", "Asia/Karachi", "00:00", "2026-03-02")]
    [InlineData("2026-03-01T19:30:00Z", "Asia/Karachi", "03:00", "2026-03-01")]
    [InlineData("2026-03-01T22:00:00Z", "Asia/Karachi", "03:00", "2026-03-02")]
    [InlineData("2026-03-01T21:59:59.999999Z", "Asia/Karachi", "03:00", "2026-03-01")]
    [InlineData("2026-03-01T19:30:00Z", "UTC", "00:00", "2026-03-01")]
    [InlineData("2026-03-29T00:59:00Z", "Europe/Berlin", "02:00", "2026-03-28")]
    [InlineData("2026-03-29T01:00:00Z", "Europe/Berlin", "02:00", "2026-03-29")]
    [InlineData("2026-10-25T00:59:00Z", "Europe/Berlin", "03:00", "2026-10-24")]
    [InlineData("2026-10-25T01:59:00Z", "Europe/Berlin", "03:00", "2026-10-24")]
    [InlineData("2026-10-25T02:00:00Z", "Europe/Berlin", "03:00", "2026-10-25")]
    public void A_business_date_is_the_stores_local_date_counted_from_when_its_day_starts(string time, string zone, string dayStartsAt, string expected) =>
        Clock.BusinessDate(DateTimeOffset.Parse(time), TimeZoneInfo.FindSystemTimeZoneById(zone), TimeSpan.Parse(dayStartsAt)).ShouldBe(DateOnly.Parse(expected));

    [Fact]
    public void The_first_day_of_all_has_no_day_before_it() =>
        Clock.BusinessDate(DateTimeOffset.MinValue, TimeZoneInfo.Utc, TimeSpan.FromHours(3)).ShouldBe(DateOnly.MinValue);
}
