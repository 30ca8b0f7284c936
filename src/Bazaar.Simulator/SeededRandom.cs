using System.Buffers.Binary;

namespace Bazaar.Simulator;

/// <summary>
/// A generator (xoshiro256**) that gives the same numbers for the same seed on every machine and every version of .NET,
/// which the built-in one does not promise. Not for secrets.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    /// <summary>Starts a stream of its own for each list of names, so that one part of a simulation never disturbs another.</summary>
    /// <param name="seed">The simulation's seed.</param>
    /// <param name="names">What the stream is for.</param>
    public SeededRandom(long seed, params ReadOnlySpan<string> names)
    {
        var state = unchecked((ulong)seed);
        foreach (var name in names)
        {
            foreach (var c in name)
            {
                state = unchecked((state ^ c) * 1099511628211UL);
            }

            state = unchecked(Mix(ref state) + 0x2545F4914F6CDD1DUL);
        }

        (_a, _b, _c, _d) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    public ulong Next()
    {
        var result = unchecked(ulong.RotateLeft(_b * 5, 7) * 9);
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>0 ≤ x &lt; <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>Both ends included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Roughly normal, mean 0 and deviation 1: the sum of twelve uniform numbers, less six.</summary>
    public double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }

    /// <summary>How many independent events fall into a stretch of time that sees <paramref name="mean"/> of them on average.</summary>
    public int Poisson(double mean)
    {
        var count = 0;
        for (var left = mean; left > 0; left -= 16)
        {
            // In slices, for e^-mean of a large mean is too small to multiply up to.
            var floor = Math.Exp(-Math.Min(left, 16));
            for (var product = Unit(); product > floor; product *= Unit())
            {
                count++;
            }
        }

        return count;
    }

    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A UUID laid out as version 7: the time first, so that ids made later sort later; the rest from this generator.</summary>
    public Guid Id(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)time.ToUnixTimeMilliseconds() << 16) | 0x7000 | (Next() >> 52));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (2UL << 62) | (Next() >> 2));
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Mix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
