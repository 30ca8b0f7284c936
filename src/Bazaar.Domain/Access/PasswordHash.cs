using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bazaar.Domain.Access;

/// <summary>
/// How passwords are kept: <c>pbkdf2-sha256$ITERATIONS$SALT$HASH</c>. The name of the way stands in front, so that a better one can be
/// introduced while the old ones still verify.
/// </summary>
public static class PasswordHash
{
    /// <summary>Bytes of salt, made anew for each password.</summary>
    public const int SaltBytes = 16;

    /// <summary>What OWASP advises for PBKDF2 with SHA-256.</summary>
    public const int Iterations = 600_000;

    private const int HashBytes = 32;
    private const string Algorithm = "pbkdf2-sha256";

    /// <summary>A hash that no password has. Verifying against it takes as long as against a real one, so that time does not tell who exists.</summary>
    public static string OfNobody { get; } = Write(Iterations, new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>Hashes a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">Random bytes.</param>
    public static string Make(string password, byte[] salt) => Write(Iterations, salt, Derive(password, salt, Iterations, HashBytes));

    /// <summary>True when the password is the one that was hashed. The time it takes does not depend on where they differ.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="stored">What was kept.</param>
    public static bool Verify(string password, string stored)
    {
        var parts = stored.Split('$');
        if (parts.Length != 4 || parts[0] != Algorithm || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
        {
            return false;
        }

        var expected = Convert.FromBase64String(parts[3]);
        return CryptographicOperations.FixedTimeEquals(Derive(password, Convert.FromBase64String(parts[2]), iterations, expected.Length), expected);
    }

    /// <summary>True when it was made at an older cost and should be made anew while the password is at hand.</summary>
    /// <param name="stored">What was kept.</param>
    public static bool IsOutdated(string stored) => !stored.StartsWith($"{Algorithm}${Iterations}$", StringComparison.Ordinal);

    private static byte[] Derive(string password, byte[] salt, int iterations, int bytes) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, bytes);

    private static string Write(int iterations, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Algorithm}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
}
