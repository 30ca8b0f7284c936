using System.Security.Cryptography;
using System.Text;
using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>The chain covers what was said, and nothing in an entry can be changed unseen.</summary>
public sealed class EntryHashTests
{
    private static readonly Entry Sample = new()
    {
        Store = "KHI-01",
        Seq = 7,
        Id = new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]),
        Kind = EntryKind.Sale,
        OccurredAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(5)),
        RecordedAt = new DateTimeOffset(2026, 3, 2, 9, 0, 1, TimeSpan.FromHours(5)),
        BusinessDate = new DateOnly(2026, 3, 2),
        Actor = "ali",
        Total = 160_00,
        CountsAs = EntryKind.Sale,
        Fingerprint = [1, 2, 3],
        PreviousHash = EntryHash.Genesis,
        Lines =
        [
            new Line
            {
                Number = 1,
                Product = 11,
                Sku = "SUGAR",
                Quantity = -1_000,
                Cost = 100_0000,
                Amount = 160_00,
                OnHand = 9_000,
                EffectiveAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(5)),
                BusinessDate = new DateOnly(2026, 3, 2),
            },
        ],
    };

    public static TheoryData<string, Func<Entry, Entry>> Changes { get; } = new()
    {
        { "store", e => e with { Store = "KHI-02" } },
        { "seq", e => e with { Seq = 8 } },
        { "id", e => e with { Id = new Guid(2, 0, 0, new byte[8]) } },
        { "kind", e => e with { Kind = EntryKind.Removal } },
        { "occurredAt by a microsecond", e => e with { OccurredAt = e.OccurredAt.AddMicroseconds(1) } },
        { "recordedAt by a microsecond", e => e with { RecordedAt = e.RecordedAt.AddMicroseconds(1) } },
        { "businessDate", e => e with { BusinessDate = e.BusinessDate.AddDays(1) } },
        { "actor", e => e with { Actor = "sara" } },
        { "reference", e => e with { Reference = "R" } },
        { "reason", e => e with { Reason = "R" } },
        { "note", e => e with { Note = "R" } },
        { "an empty note", e => e with { Note = "" } },
        { "supplier", e => e with { Supplier = "R" } },
        { "total", e => e with { Total = 160_01 } },
        { "reversalOf", e => e with { ReversalOf = e.Id } },
        { "fingerprint", e => e with { Fingerprint = [1, 2, 4] } },
        { "previousHash", e => e with { PreviousHash = [.. EntryHash.Genesis[..31], 1] } },
        { "no lines", e => e with { Lines = [] } },
        { "a line twice", e => e with { Lines = [e.Lines[0], e.Lines[0]] } },
        { "line number", OfLine(l => l with { Number = 2 }) },
        { "line sku", OfLine(l => l with { Sku = "SALT" }) },
        { "line quantity", OfLine(l => l with { Quantity = -1_001 }) },
        { "line counted", OfLine(l => l with { Counted = 0 }) },
        { "line pack", OfLine(l => l with { Pack = "Carton" }) },
        { "line pack quantity", OfLine(l => l with { PackQuantity = 1 }) },
        { "line price", OfLine(l => l with { Price = 1 }) },
        { "line cost", OfLine(l => l with { Cost = 1 }) },
        { "line pack cost", OfLine(l => l with { PackCost = 1 }) },
        { "line amount", OfLine(l => l with { Amount = 1 }) },
        { "line on hand", OfLine(l => l with { OnHand = 1 }) },
        { "line covered by", OfLine(l => l with { CoveredBy = 1 }) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_changes_the_hash(string what, Func<Entry, Entry> change) =>
        EntryHash.Of(change(Sample)).ShouldNotBe(EntryHash.Of(Sample), what);

    [Fact]
    public void All_changes_make_different_hashes()
    {
        var hashes = Changes.Select(c => Convert.ToHexString(EntryHash.Of(c.Data.Item2(Sample)))).ToList();

        hashes.Distinct().Count().ShouldBe(hashes.Count);
    }

    [Fact]
    public void What_is_learnt_at_reading_or_follows_from_the_rest_is_not_covered()
    {
        var read = Sample with { ReversedBy = Sample.Id, Hash = [1], CountsAs = EntryKind.Removal, CountsAsReason = "lost" };

        EntryHash.Of(read).ShouldBe(EntryHash.Of(Sample));
    }

    [Fact]
    public void The_same_moment_in_another_zone_is_the_same_entry() =>
        EntryHash.Of(Sample with { OccurredAt = Sample.OccurredAt.ToUniversalTime() }).ShouldBe(EntryHash.Of(Sample));

    [Fact]
    public void A_value_cannot_pass_for_another_field()
    {
        var forged = Sample with { Reference = "x\nreason\tlost" };

        EntryHash.Of(forged).ShouldNotBe(EntryHash.Of(Sample with { Reference = "x", Reason = "lost" }));
        EntryHash.TextOf(forged).ShouldContain("reference\tx\\nreason\\tlost\n");
        EntryHash.Of(Sample with { Note = "a\\nb" }).ShouldNotBe(EntryHash.Of(Sample with { Note = "a\nb" }));
    }

    [Fact]
    public void The_bytes_that_are_hashed_are_these() => EntryHash.TextOf(Sample).ShouldBe(
        """
        bazaar-entry-1
        previousHash	0000000000000000000000000000000000000000000000000000000000000000
        store	KHI-01
        seq	7
        id	00000001-0000-0000-0000-000000000007
        type	sale
        occurredAt	2026-03-02T04:00:00.000000Z
        recordedAt	2026-03-02T04:00:01.000000Z
        businessDate	2026-03-02
        actor	ali
        total	16000
        fingerprint	010203
        line	1	SUGAR	-1000					1000000		16000	9000	

        """);

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(5_000)]
    public void A_hash_is_the_plain_SHA_256_of_the_text_whatever_its_length_and_script(int letters)
    {
        // Every second entry begins one letter further, so that pairs of surrogates fall on either side of any seam.
        foreach (var shift in new[] { "", "x" })
        {
            var entry = Sample with { Note = shift + string.Concat(Enumerable.Repeat("چینی🍬", letters)) };

            EntryHash.Of(entry).ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(EntryHash.TextOf(entry))));
        }
    }

    private static Func<Entry, Entry> OfLine(Func<Line, Line> change) => e => e with { Lines = [change(e.Lines[0])] };
}
