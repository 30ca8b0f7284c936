using System.Collections.Concurrent;

namespace Bazaar.Server.Platform.RateLimits;

/// <summary>What a bucket says.</summary>
/// <param name="Allowed">True when there was enough, and it was taken.</param>
/// <param name="Remaining">How much is left.</param>
/// <param name="FullIn">When all of it is there again.</param>
/// <param name="RetryIn">When there will be enough; zero when there is.</param>
internal readonly record struct Verdict(bool Allowed, long Remaining, TimeSpan FullIn, TimeSpan RetryIn);

/// <summary>
/// Token buckets of this node. A bucket is one number, the time at which it will be full again, so taking is one compare-and-swap,
/// nothing needs refilling, and a bucket whose time has passed is as good as a new one: it can be forgotten without loss.
/// </summary>
/// <param name="quotas">How much everyone may do.</param>
/// <param name="clock">What time it is.</param>
internal sealed class LocalLimits(Quotas quotas, TimeProvider clock)
{
    /// <summary>The most callers and addresses with a bucket of their own; beyond it newcomers share a few.</summary>
    public const int MaxBuckets = 100_000;

    private const int Crowds = 64;
    private static readonly long SweepPause = TimeSpan.FromSeconds(1).Ticks;
    private readonly ConcurrentDictionary<Partition, Bucket> _buckets = new();
    private readonly long _start = clock.GetTimestamp();
    private int _count;
    private long _sweptAt;

    /// <summary>How many buckets there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A budget's quota; null when it is not limited.</summary>
    public Quota? QuotaOf(Budget budget) => quotas[budget];

    /// <summary>Takes from a bucket, or from none of it.</summary>
    /// <param name="who">Whose bucket.</param>
    /// <param name="quota">Its quota.</param>
    /// <param name="cost">How much; more than the whole quota counts as all of it, so that it can pass at all.</param>
    public Verdict Take(in Partition who, Quota quota, long cost)
    {
        var (now, each) = (Now, EachOf(quota));
        var room = each * quota.Count;
        var bucket = BucketOf(who, now);
        while (true)
        {
            var full = Volatile.Read(ref bucket.FullAt);
            var begin = Math.Max(full, now);
            var end = begin + (each * Math.Min(cost, quota.Count));
            if (end - now > room)
            {
                return new Verdict(false, Math.Max(0, (room - (begin - now)) / each), TimeSpan.FromTicks(begin - now), TimeSpan.FromTicks(end - now - room));
            }

            if (Interlocked.CompareExchange(ref bucket.FullAt, end, full) == full)
            {
                return new Verdict(true, (room - (end - now)) / each, TimeSpan.FromTicks(end - now), TimeSpan.Zero);
            }
        }
    }

    /// <summary>Says whether one could be taken, and takes nothing.</summary>
    /// <inheritdoc cref="Take"/>
    public Verdict Look(in Partition who, Quota quota)
    {
        var (now, each) = (Now, EachOf(quota));
        var room = each * quota.Count;
        var used = _buckets.TryGetValue(who, out var bucket) ? Math.Max(Volatile.Read(ref bucket.FullAt) - now, 0) : 0;
        return new Verdict(used + each <= room, (room - used) / each, TimeSpan.FromTicks(used), TimeSpan.FromTicks(Math.Max(used + each - room, 0)));
    }

    // 100 nanoseconds; a quota is at most a million a second, so one is never less than ten of them.
    private static long EachOf(Quota quota) => quota.Window.Ticks / quota.Count;

    private long Now => clock.GetElapsedTime(_start).Ticks;

    private Bucket BucketOf(in Partition who, long now)
    {
        if (_buckets.TryGetValue(who, out var bucket))
        {
            return bucket;
        }

        if (Count >= MaxBuckets)
        {
            Sweep(now);
        }

        var place = Count < MaxBuckets ? who : who.Crowd(Crowds);
        var fresh = new Bucket();
        var kept = _buckets.GetOrAdd(place, fresh);
        if (ReferenceEquals(kept, fresh))
        {
            Interlocked.Increment(ref _count);
        }

        return kept;
    }

    /// <summary>Forgets who is full again. A request that takes from such a bucket in this very moment is not counted; that is harmless.</summary>
    private void Sweep(long now)
    {
        var last = Volatile.Read(ref _sweptAt);
        if (now - last < SweepPause || Interlocked.CompareExchange(ref _sweptAt, now, last) != last)
        {
            return;
        }

        foreach (var (who, bucket) in _buckets)
        {
            if (Volatile.Read(ref bucket.FullAt) <= now && _buckets.TryRemove(who, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private sealed class Bucket
    {
        public long FullAt;
    }
}
