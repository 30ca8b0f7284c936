using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bazaar.Server.Platform.Access;

/// <summary>Makes and reads the secrets that Bazaar gives out. Only their hashes are kept.</summary>
internal static class Secrets
{
    /// <summary>How an API key begins.</summary>
    public const string KeyStart = "bz_";

    private const string RefreshStart = "br_";
    private const int SecretBytes = 32;
    private const int SecretChars = 43;
    private const int PrefixChars = 10;
    private const int SessionChars = 32;
    private const string PrefixAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A new API key: <c>bz_PREFIX_SECRET</c>.</summary>
    public static (string Key, string Prefix, byte[] Hash) NewKey()
    {
        var (prefix, secret) = (RandomNumberGenerator.GetString(PrefixAlphabet, PrefixChars), NewSecret());
        return ($"{KeyStart}{prefix}_{secret}", prefix, HashOf(secret));
    }

    /// <summary>Takes an API key apart; null when it is none.</summary>
    public static (string Prefix, byte[] Hash)? ReadKey(string text) =>
        text.Length == KeyStart.Length + PrefixChars + 1 + SecretChars && text.StartsWith(KeyStart, StringComparison.Ordinal) && text[KeyStart.Length + PrefixChars] == '_'
            ? (text.Substring(KeyStart.Length, PrefixChars), HashOf(text[^SecretChars..]))
            : null;

    /// <summary>The id of a new session.</summary>
    public static string NewSession() => RandomNumberGenerator.GetHexString(SessionChars, lowercase: true);

    /// <summary>32 random bytes, as text.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The secret that follows another one, the same each time it is worked out.</summary>
    public static string NextSecret(string secret, byte[] salt) => Base64Url.EncodeToString(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret)));

    /// <summary>A refresh token.</summary>
    public static string RefreshToken(string session, string secret) => $"{RefreshStart}{session}_{secret}";

    /// <summary>Takes a refresh token apart; null when it is none.</summary>
    public static (string Session, string Secret)? ReadRefreshToken(string? text) =>
        text is not null && text.Length == RefreshStart.Length + SessionChars + 1 + SecretChars && text.StartsWith(RefreshStart, StringComparison.Ordinal)
            ? (text.Substring(RefreshStart.Length, SessionChars), text[^SecretChars..])
            : null;

    /// <summary>SHA-256. A secret of 256 random bits needs no salt and no slowness.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>A password that a person can type: four groups of five letters and digits that look like nothing else.</summary>
    public static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(PrefixAlphabet, 5)));
}
