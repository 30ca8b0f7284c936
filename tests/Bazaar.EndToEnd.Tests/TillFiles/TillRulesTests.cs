using Bazaar.Cli.TillFiles;

namespace Bazaar.EndToEnd.Tests.TillFiles;

public sealed class TillRulesTests
{
    [Theory]
    [InlineData("85123A", "85123A")]
    [InlineData("a.b_c-1", "a.b_c-1")]
    public void A_code_that_is_a_sku_stays_as_it_is(string code, string sku) => TillSku.Make(code).ShouldBe(sku);

    [Theory]
    [InlineData("BANK CHARGES", "BANK-CHARGES-")]
    [InlineData("TEA 1/2", "TEA-1-2-")]
    [InlineData("-x", "x-")]
    [InlineData("چائے", "SKU-")]
    public void Any_other_code_is_made_one_that_nothing_else_is_made(string code, string beginning)
    {
        var sku = TillSku.Make(code);

        sku.ShouldStartWith(beginning);
        sku.Length.ShouldBe(beginning.Length + 8);
        TillSku.Make(code).ShouldBe(sku);
        TillSku.Make(code.ToLowerInvariant()).ShouldBe(sku, StringCompareShould.IgnoreCase);
        TillSku.Make(code + " ").ShouldNotBe(sku);
        TillSku.Make(code + new string('x', 100)).Length.ShouldBeLessThanOrEqualTo(64);
    }

    [Theory]
    [InlineData("wet boxes", true)]
    [InlineData("found, WET?", true)]
    [InlineData("???wet", true)]
    [InlineData("sweets", false)]
    [InlineData("", false)]
    public void Words_fit_at_their_beginning(string text, bool fits) => WordList.Fits(text, ["damag", "wet"]).ShouldBe(fits);

    [Theory]
    [InlineData("POST", true)]
    [InlineData("post", true)]
    [InlineData("POSTER", false)]
    [InlineData("Gift_0001_20", true)]
    public void Patterns_are_whole_codes_or_beginnings(string code, bool isLike) => WordList.IsLike(code, ["POST", "gift_*"]).ShouldBe(isLike);

    [Theory]
    [InlineData("2026-03-29T00:30", "2026-03-29T00:30:00+00:00")]
    [InlineData("2026-03-29T01:30", "2026-03-29T01:30:00+00:00")]
    [InlineData("2026-10-25T01:30", "2026-10-25T01:30:00+01:00")]
    [InlineData("2026-07-01T12:00", "2026-07-01T12:00:00+01:00")]
    public void A_local_time_becomes_a_moment_even_when_the_clocks_change(string local, string moment) =>
        TillTimes.Moment(DateTime.Parse(local), null, TimeZoneInfo.FindSystemTimeZoneById("Europe/London")).ShouldBe(DateTimeOffset.Parse(moment));

    [Theory]
    [InlineData("2026-03-01 09:12", "2026-03-01T09:12:00", null)]
    [InlineData("2026-03-01T09:12:44.5", "2026-03-01T09:12:44.5", null)]
    [InlineData("2026-03-01T09:12:44+05:00", "2026-03-01T09:12:44", 5)]
    [InlineData("2026-03-01T04:12:44Z", "2026-03-01T04:12:44", 0)]
    [InlineData("1.3.2026 9:12", "2026-03-01T09:12:00", null)]
    public void Times_are_read_as_they_are_written(string text, string local, int? offsetHours)
    {
        var time = new TillTimes(TillPresets.Load("generic").TimeFormats).Read(text).ShouldNotBeNull();

        time.ShouldBe((DateTime.Parse(local), offsetHours is { } h ? TimeSpan.FromHours(h) : null));
    }

    [Theory]
    [InlineData("03/04/2026 09:12")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void A_time_that_could_mean_two_things_is_none(string text) => new TillTimes(TillPresets.Load("generic").TimeFormats).Read(text).ShouldBeNull();

    [Fact]
    public void Presets_come_by_name_or_path_and_say_what_is_wrong_with_them()
    {
        using var folder = new TillFolder().Add("mine.json", """{ "name": "mine", "columns": { "sku": "Item" }, "timeFormats": [] /* none */ }""").Add("bad.json", """{ "nome": 1 }""").Add("field.json", """{ "name": "x", "columns": { "colour": "c" }, "timeFormats": [] }""");

        TillPresets.Names.ShouldBe(["generic", "uci-online-retail"]);
        var mine = TillPresets.Load(Path.Combine(folder.Path, "mine.json"), "quantity=Qty");
        (mine.Columns["quantity"], mine.Unit, mine.NegativeQuantity, mine.NotProducts.Count).ShouldBe(("Qty", "piece", NegativeQuantity.CustomerReturn, 0));
        Message("nowhere").ShouldContain("There is no preset nowhere");
        Message(Path.Combine(folder.Path, "bad.json")).ShouldContain("is wrong");
        Message(Path.Combine(folder.Path, "field.json")).ShouldContain("no field \"colour\"");
        Message("generic", "sku").ShouldContain("FIELD=COLUMN");
        Message("generic", "colour=c").ShouldContain("no field \"colour\"");
    }

    [Fact]
    public void Paths_mean_files_folders_and_patterns()
    {
        using var folder = new TillFolder().Add("b.csv", "").Add("a.csv.gz", "").Add("note.md", "");

        TillFileSet.Expand([folder.Path, Path.Combine(folder.Path, "*.csv")]).Select(Path.GetFileName).ShouldBe(["a.csv.gz", "b.csv"]);
        Should.Throw<Exception>(() => TillFileSet.Expand([Path.Combine(folder.Path, "*.xlsx")])).Message.ShouldContain("There is no file");
    }

    private static string Message(string preset, string? map = null) => Should.Throw<Exception>(() => TillPresets.Load(preset, map)).Message;
}
