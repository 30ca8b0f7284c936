using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Ledger;

/// <summary>What became of a draft.</summary>
public abstract record PostingResult
{
    private PostingResult()
    {
    }

    /// <summary>It stands, and is on disk.</summary>
    /// <param name="Entry">The entry.</param>
    public sealed record Posted(Entry Entry) : PostingResult;

    /// <summary>It stood before; this is what was answered then.</summary>
    /// <param name="Entry">The entry.</param>
    public sealed record Replayed(Entry Entry) : PostingResult;

    /// <summary>It does not stand.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : PostingResult;

    /// <summary>What is told when one refusal takes everything back.</summary>
    internal static PostingResult[] RefuseAll(PostingResult[] results) => [.. results.Select(r => r is Posted ? new Refused(new Refusal.BatchRefused()) : r)];
}
