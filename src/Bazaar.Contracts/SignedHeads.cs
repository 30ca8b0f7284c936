using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>
/// Signs heads and verifies them: a JWS with ES256 whose payload is left out (RFC 7515, appendix F), for it is a plain text made of the heads themselves. The
/// algorithm is ours to say and never the signature's; a header with anything but <c>alg</c>, <c>typ</c> and <c>kid</c> is refused.
/// </summary>
public static class SignedHeads
{
    private const string Algorithm = "ES256";

    /// <summary>Keeps a signature over anything else from being taken for one over heads.</summary>
    private const string Type = "bazaar-heads";
    private const int MaxLength = 1_000;
    private const int SignatureBytes = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    /// <summary>What is signed: <c>docs/reference/chain.md</c> describes the bytes.</summary>
    /// <param name="heads">The heads and their time.</param>
    public static string TextOf(LedgerHeads heads)
    {
        var text = new StringBuilder("bazaar-heads-1\n").Append("at\t").Append(UtcTimeConverter.ToText(heads.At ?? default)).Append('\n');
        foreach (var head in heads.Items)
        {
            text.Append("store\t").Append(head.Store).Append('\t').Append(head.Seq).Append('\t').Append(head.Hash).Append('\n');
        }

        return text.Append("audit\t").Append(heads.Audit?.Seq).Append('\t').Append(heads.Audit?.Hash).Append('\n').ToString();
    }

    /// <summary>Signs heads.</summary>
    /// <param name="heads">The heads and their time.</param>
    /// <param name="keyId">The key's thumbprint.</param>
    /// <param name="key">The key.</param>
    /// <returns>The heads with their signature.</returns>
    public static LedgerHeads Sign(LedgerHeads heads, string keyId, ECDsa key)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{Algorithm}}","typ":"{{Type}}","kid":"{{keyId}}"}"""));
        return heads with { Signature = $"{header}..{Base64Url.EncodeToString(key.SignData(SignedBytes(header, heads), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}" };
    }

    /// <summary>Why the signature of heads does not hold; null when it does.</summary>
    /// <param name="heads">The heads, with their signature.</param>
    /// <param name="keys">The keys that may have signed them, also those of long ago.</param>
    public static string? WhyNot(LedgerHeads heads, IReadOnlyList<JsonWebKey> keys)
    {
        if (heads.Signature is not { Length: <= MaxLength } text || heads.At is not { } at || text.Split('.') is not [var header, "", var rest] || !TryDecode(rest, out var signature))
        {
            return "what stands there as signature is none.";
        }

        if (ReadKeyId(header) is not { } id)
        {
            return $"the signature's header is not one of ours: only {Algorithm} counts, whatever it says.";
        }

        if (keys.FirstOrDefault(k => k.Kid == id) is not { } key)
        {
            return $"they are signed with the key {id}, which is not one of those given.";
        }

        if (signature.Length != SignatureBytes || !IsSigned(header, heads, signature, key))
        {
            return "the signature does not fit: they were changed after they were signed, or the key is another one of that name.";
        }

        return key.RetiredAt is { } retired && at > retired ? $"they are from {UtcTimeConverter.ToText(at)}, and the key {id} was retired before, at {UtcTimeConverter.ToText(retired)}." : null;
    }

    /// <summary>The key that signed; null when the header is not one of ours.</summary>
    /// <param name="header">The first part of a signature.</param>
    private static string? ReadKeyId(string header)
    {
        if (!TryDecode(header, out var bytes))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Count() == 3 && Text(root, "alg") == Algorithm && Text(root, "typ") == Type ? Text(root, "kid") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsSigned(string header, LedgerHeads heads, byte[] signature, JsonWebKey key)
    {
        if (!TryDecode(key.X, out var x) || !TryDecode(key.Y, out var y))
        {
            return false;
        }

        try
        {
            using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return verifier.VerifyData(SignedBytes(header, heads), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // No point of the curve.
            return false;
        }
    }

    private static byte[] SignedBytes(string header, LedgerHeads heads) => Encoding.ASCII.GetBytes($"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(TextOf(heads)))}");

    private static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (part.Length == 0 || Base64Url.DecodeFromChars(part, bytes, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        bytes = bytes[..written];
        return true;
    }
}
