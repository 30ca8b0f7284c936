using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>
/// The moving-average (perpetual weighted average, IAS 2 §25) cost of one product in one store, kept to 4 decimals, half away from zero.
/// </summary>
public static class MovingAverage
{
    /// <summary>The average after goods came in at a cost. Stock at or below zero has no value of its own: the new cost stands.</summary>
    /// <param name="onHand">Thousandths before.</param>
    /// <param name="average">Ten-thousandths before.</param>
    /// <param name="quantity">Thousandths that came in; positive.</param>
    /// <param name="cost">Ten-thousandths per base unit.</param>
    public static long Receive(long onHand, long average, long quantity, long cost) =>
        onHand <= 0 || onHand + quantity == 0
            ? cost
            : (long)Exact.DivideRounded(((Int128)onHand * average) + ((Int128)quantity * cost), (Int128)onHand + quantity);

    /// <summary>The average after goods that had come in at a cost were taken back out. Where nothing sensible would be left, the average stays.</summary>
    /// <param name="onHand">Thousandths before.</param>
    /// <param name="average">Ten-thousandths before.</param>
    /// <param name="quantity">Thousandths taken out; positive.</param>
    /// <param name="cost">Ten-thousandths per base unit.</param>
    public static long TakeBack(long onHand, long average, long quantity, long cost)
    {
        var value = ((Int128)onHand * average) - ((Int128)quantity * cost);
        if (onHand <= quantity || value < 0)
        {
            return average;
        }

        // When little is left, dividing the remaining value by it can leave the range of a cost.
        var result = Exact.DivideRounded(value, (Int128)onHand - quantity);
        return result > Exact.MaxCost ? average : (long)result;
    }
}
