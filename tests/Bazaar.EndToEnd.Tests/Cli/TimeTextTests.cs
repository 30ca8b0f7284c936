using Bazaar.Cli.Input;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-03-01T09:12:44+05:00", "2026-03-01T09:12:44.0000000+05:00")]
    [InlineData("2026-03-01T04:12Z", "2026-03-01T04:12:00.0000000+00:00")]
    [InlineData("2026-03-01T04:12:44.125Z", "2026-03-01T04:12:44.1250000+00:00")]
    [InlineData("2026-03-01 09:12", "2026-03-01T09:12:00.0000000+05:00")]
    [InlineData("2026-03-01T09:12", "2026-03-01T09:12:00.0000000+05:00")]
    [InlineData("2026-03-01", "2026-03-01T00:00:00.0000000+05:00")]
    [InlineData("08:15", "2026-03-01T08:15:00.0000000+05:00")]
    public void A_time_without_an_offset_is_in_the_zone_of_whoever_types(string text, string expected)
    {
        using var cli = new CommandLine();

        TimeText.TryParse(text, cli.Clock).ShouldNotBeNull().ToString("O").ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("01.03.2026")]
    [InlineData("2026-02-30")]
    [InlineData("25:00")]
    [InlineData("2026-03-01T09:12+99:00")]
    public void What_is_no_time_is_refused(string text)
    {
        using var cli = new CommandLine();

        TimeText.TryParse(text, cli.Clock).ShouldBeNull();
    }
}
