using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bazaar.Server.Platform.Access;

/// <summary>What an access token says.</summary>
/// <param name="UserName">Whose it is.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="Stamp">The user's stamp.</param>
/// <param name="Session">The session.</param>
/// <param name="IssuedAt">Seconds since 1970.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
internal sealed record AccessClaims(string UserName, long UserId, long Stamp, string Session, long IssuedAt, long ExpiresAt);

/// <summary>
/// Access tokens: JWT signed with ES256, and nothing else (RFC 7519, 8725, 9068). The algorithm is ours to say and never the token's; a header with
/// anything but <c>alg</c>, <c>typ</c> and <c>kid</c> is refused, for what we do not write ourselves has no business there.
/// </summary>
internal static class Jwt
{
    /// <summary>Ours are under 600 characters; nothing longer is looked at.</summary>
    public const int MaxLength = 2_048;

    public const string Issuer = "bazaar";
    public const string Audience = "bazaar-api";

    private const string Algorithm = "ES256";
    private const string Type = "at+jwt";
    private const int SignatureBytes = 64;

    /// <summary>Nodes' clocks differ a little.</summary>
    private const long ClockSkewSeconds = 30;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Writes and signs a token.</summary>
    public static string Sign(AccessClaims claims, string keyId, ECDsa key)
    {
        var header = Encode(json =>
        {
            json.WriteString("alg", Algorithm);
            json.WriteString("typ", Type);
            json.WriteString("kid", keyId);
        });
        var payload = Encode(json =>
        {
            json.WriteString("iss", Issuer);
            json.WriteString("aud", Audience);
            json.WriteString("sub", claims.UserName);
            json.WriteString("client_id", Issuer);
            json.WriteString("jti", RandomNumberGenerator.GetHexString(32, lowercase: true));
            json.WriteString("sid", claims.Session);
            json.WriteNumber("uid", claims.UserId);
            json.WriteNumber("stamp", claims.Stamp);
            json.WriteNumber("iat", claims.IssuedAt);
            json.WriteNumber("nbf", claims.IssuedAt);
            json.WriteNumber("exp", claims.ExpiresAt);
        });
        var signed = $"{header}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    /// <summary>The key that a token says it is signed with; null when its header is not one of ours.</summary>
    public static string? ReadKeyId(string token)
    {
        if (token.Length > MaxLength || token.Count(c => c == '.') != 2 || !token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return null;
        }

        using var header = Decode(token.AsSpan(0, token.IndexOf('.')));
        return header is not null && header.RootElement.EnumerateObject().Count() == 3 && Text(header, "alg") == Algorithm && Text(header, "typ") == Type ? Text(header, "kid") : null;
    }

    /// <summary>What a token says, when the key signed it and it is good now.</summary>
    /// <param name="token">A token for which <see cref="ReadKeyId"/> named the key.</param>
    /// <param name="key">That key.</param>
    /// <param name="now">The time.</param>
    public static AccessClaims? Read(string token, ECDsa key, DateTimeOffset now)
    {
        var dot = token.LastIndexOf('.');
        if (!TryDecode(token.AsSpan(dot + 1), out var signature) || signature.Length != SignatureBytes || !IsSigned(token, dot, signature, key))
        {
            return null;
        }

        var start = token.IndexOf('.') + 1;
        using var payload = Decode(token.AsSpan(start, dot - start));
        if (payload is null || Text(payload, "iss") != Issuer || Text(payload, "aud") != Audience)
        {
            return null;
        }

        var seconds = now.ToUnixTimeSeconds();
        return Number(payload, "exp") is { } expires && expires > seconds
            && Number(payload, "nbf") is { } from && from <= seconds + ClockSkewSeconds
            && Number(payload, "iat") is { } issued && issued <= seconds + ClockSkewSeconds
            && Text(payload, "sub") is { } name && Text(payload, "sid") is { } session && Number(payload, "uid") is { } user && Number(payload, "stamp") is { } stamp
            ? new AccessClaims(name, user, stamp, session, issued, expires)
            : null;
    }

    // An instance of the system's cryptography is not made for several threads at once.
    private static bool IsSigned(string token, int length, byte[] signature, ECDsa key)
    {
        var signed = Encoding.ASCII.GetBytes(token[..length]);
        lock (key)
        {
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(bytes.WrittenSpan);
    }

    private static JsonDocument? Decode(ReadOnlySpan<char> part)
    {
        if (!TryDecode(part, out var bytes))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryDecode(ReadOnlySpan<char> part, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (part.IsEmpty || Base64Url.DecodeFromChars(part, bytes, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        bytes = bytes[..written];
        return true;
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && long.TryParse(value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
