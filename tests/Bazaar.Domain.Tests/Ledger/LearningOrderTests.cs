using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>
/// The truth does not depend on the order in which it is learnt: every order of a few facts and counts, followed by every
/// reversal of one or two of them, in either order.
/// </summary>
public sealed class LearningOrderTests
{
    private const string Sugar = "SUGAR";

    private static readonly (string At, EntryKind Kind, decimal Quantity)[] Truth =
    [
        ("09:00", EntryKind.Opening, 10),
        ("11:00", EntryKind.Sale, 1),
        ("12:00", EntryKind.Count, 8),
        ("13:00", EntryKind.Sale, 3),
        ("14:00", EntryKind.Count, 6),
    ];

    [Fact]
    public void However_it_is_learnt_and_taken_back_on_hand_is_the_same_at_every_time()
    {
        var tried = 0;
        foreach (var order in Orders([.. Enumerable.Range(0, Truth.Length)]))
        {
            foreach (var reversed in Choices())
            {
                Check(order, reversed);
                tried++;
            }
        }

        tried.ShouldBe(120 * 26);
    }

    private static void Check(int[] order, int[] reversed)
    {
        var shop = new Shop().LearnsAt("16:00");
        var posted = new Dictionary<int, Entry>();
        foreach (var i in order)
        {
            var (at, kind, quantity) = Truth[i];
            var line = kind == EntryKind.Count ? Shop.CountLine(Sugar, quantity) : Shop.Line(Sugar, quantity);
            posted.Add(i, shop.Accept(shop.Draft(kind, at, line) with { AcceptShortage = true }));
        }

        foreach (var i in reversed)
        {
            shop.Accept(shop.Taking(posted[i]) with { AcceptShortage = true });
        }

        var onHand = 0m;
        for (var i = 0; i < Truth.Length; i++)
        {
            var (at, kind, quantity) = Truth[i];
            if (!reversed.Contains(i))
            {
                onHand = kind switch { EntryKind.Count => quantity, EntryKind.Sale => onHand - quantity, _ => onHand + quantity };
            }

            shop.OnHandAt(at, Sugar).ShouldBe(onHand, $"at {at}, learnt in the order {string.Join(' ', order)}, taken back {string.Join(' ', reversed)}");
        }

        shop.OnHand(Sugar).ShouldBe(onHand);
    }

    /// <summary>Nothing, each one, and each two in either order.</summary>
    private static IEnumerable<int[]> Choices()
    {
        yield return [];
        for (var first = 0; first < Truth.Length; first++)
        {
            yield return [first];
            for (var second = 0; second < Truth.Length; second++)
            {
                if (second != first)
                {
                    yield return [first, second];
                }
            }
        }
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
