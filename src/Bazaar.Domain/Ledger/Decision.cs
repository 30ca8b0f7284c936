namespace Bazaar.Domain.Ledger;

/// <summary>What the rules say to a draft.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The entry stands, and these are the balances after it.</summary>
    /// <param name="Entry">The entry, hashed.</param>
    /// <param name="Balances">Each product it touched, once.</param>
    public sealed record Accepted(Entry Entry, IReadOnlyList<BalanceChange> Balances) : Decision;

    /// <summary>Nothing happens.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : Decision;
}

/// <summary>A balance that an entry changed.</summary>
/// <param name="Product">The database's number of the product.</param>
/// <param name="Before">Before the entry.</param>
/// <param name="After">After it.</param>
public readonly record struct BalanceChange(long Product, Balance Before, Balance After);
