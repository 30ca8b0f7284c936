using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>What makes two requests the same (SCENARIOS 12).</summary>
public sealed class FingerprintTests
{
    private static readonly Draft Sample = new()
    {
        Id = new Guid(1, 0, 0, new byte[8]),
        Store = "KHI-01",
        Kind = EntryKind.Sale,
        Actor = "ali",
        Lines = [new DraftLine { Sku = "SUGAR", Quantity = 2_000 }],
    };

    public static TheoryData<string, Func<Draft, Draft>> Changes { get; } = new()
    {
        { "kind", d => d with { Kind = EntryKind.Removal } },
        { "occurredAt", d => d with { OccurredAt = DateTimeOffset.UnixEpoch } },
        { "reference", d => d with { Reference = "R" } },
        { "reason", d => d with { Reason = "R" } },
        { "note", d => d with { Note = "R" } },
        { "supplier", d => d with { Supplier = "R" } },
        { "onShortage", d => d with { AcceptShortage = true } },
        { "expectedSeq", d => d with { ExpectedSeq = 0 } },
        { "reversalOf", d => d with { ReversalOf = d.Id } },
        { "no lines", d => d with { Lines = [] } },
        { "a line twice", d => d with { Lines = [d.Lines[0], d.Lines[0]] } },
        { "line sku", OfLine(l => l with { Sku = "SALT" }) },
        { "line sku's letter case", OfLine(l => l with { Sku = "sugar" }) },
        { "line barcode in place of the sku", OfLine(l => l with { Sku = null, Barcode = "SUGAR" }) },
        { "line quantity", OfLine(l => l with { Quantity = 2_001 }) },
        { "line counted in place of quantity", OfLine(l => l with { Quantity = null, Counted = 2_000 }) },
        { "line pack", OfLine(l => l with { Pack = "Carton" }) },
        { "line price", OfLine(l => l with { Price = 0 }) },
        { "line cost", OfLine(l => l with { Cost = 0 }) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_other_content_is_another_request(string what, Func<Draft, Draft> change) =>
        Fingerprint.Of(change(Sample)).ShouldNotBe(Fingerprint.Of(Sample), what);

    [Fact]
    public void All_contents_have_different_fingerprints()
    {
        var fingerprints = Changes.Select(c => Convert.ToHexString(Fingerprint.Of(c.Data.Item2(Sample)))).ToList();

        fingerprints.Distinct().Count().ShouldBe(fingerprints.Count);
    }

    [Fact]
    public void The_id_the_store_and_who_asks_are_not_compared() =>
        Fingerprint.Of(Sample with { Id = new Guid(2, 0, 0, new byte[8]), Store = "LHE-01", Actor = "sara", Fingerprint = [1] }).ShouldBe(Fingerprint.Of(Sample));

    [Theory]
    [InlineData("2")]
    [InlineData("2.0")]
    [InlineData("2.000")]
    [InlineData("02.00000")]
    public void The_spelling_of_numbers_does_not_matter(string spelling)
    {
        Exact.TryScale(decimal.Parse(spelling), Exact.QuantityDecimals, out var quantity).ShouldBe(ScaleResult.Ok);

        Fingerprint.Of(Sample with { Lines = [Sample.Lines[0] with { Quantity = quantity }] }).ShouldBe(Fingerprint.Of(Sample));
    }

    [Fact]
    public void The_same_moment_in_another_zone_is_the_same_request()
    {
        var utc = Sample with { OccurredAt = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero) };

        Fingerprint.Of(utc with { OccurredAt = utc.OccurredAt!.Value.ToOffset(TimeSpan.FromHours(5)) }).ShouldBe(Fingerprint.Of(utc));
    }

    [Fact]
    public void A_value_cannot_pass_for_another_field() =>
        Fingerprint.Of(Sample with { Reference = "x\nreason\tlost" }).ShouldNotBe(Fingerprint.Of(Sample with { Reference = "x", Reason = "lost" }));

    private static Func<Draft, Draft> OfLine(Func<DraftLine, DraftLine> change) => d => d with { Lines = [change(d.Lines[0])] };
}
