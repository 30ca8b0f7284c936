using System.Security.Cryptography;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Errors;

namespace Bazaar.Server.Platform.Idempotency;

/// <summary>The ids of requests whose clients make none.</summary>
internal static class RequestIds
{
    /// <summary>Refuses a key that is too long to be meant.</summary>
    /// <param name="idempotencyKey">The header; null when it was not sent.</param>
    public static Problem? CheckKey(string? idempotencyKey) =>
        idempotencyKey is { Length: > 255 }
            ? Problems.Invalid(new Dictionary<string, string[]> { ["Idempotency-Key"] = ["has more than 255 characters."] })
            : null;

    /// <summary>New, or made of the Idempotency-Key, so that the same key is the same request.</summary>
    /// <param name="idempotencyKey">The header.</param>
    /// <param name="actor">Who asks: the keys of two callers never meet.</param>
    /// <param name="scope">What the key is unique in: a store's code, a document.</param>
    /// <param name="index">The place in a request of many.</param>
    public static Guid For(string? idempotencyKey, string actor, string scope, int index = 0) =>
        string.IsNullOrEmpty(idempotencyKey) ? Guid.CreateVersion7() : Derived($"{actor}\n{Code.Key(scope)}\n{index}\n{idempotencyKey}");

    private static Guid Derived(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
