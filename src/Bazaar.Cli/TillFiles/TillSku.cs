using System.Security.Cryptography;
using System.Text;
using Bazaar.Domain.Primitives;

namespace Bazaar.Cli.TillFiles;

/// <summary>
/// Makes a SKU of a till's code. A code that is a SKU stays as it is. In any other, what a SKU cannot hold becomes a hyphen, and eight
/// characters of the code's hash are added, so that two codes that look alike afterwards stay two products: <c>TEA 1/2</c> is <c>TEA-1-2-5d41b7c0</c>.
/// </summary>
internal static class TillSku
{
    private const int HashLength = 8;

    /// <summary>The SKU of a code.</summary>
    /// <param name="code">The till's code, not blank.</param>
    public static string Make(string code)
    {
        if (Code.IsValid(code))
        {
            return code;
        }

        var kept = new StringBuilder();
        foreach (var c in code)
        {
            if (char.IsAsciiLetterOrDigit(c) || (kept.Length > 0 && c is '.' or '_'))
            {
                kept.Append(c);
            }
            else if (kept.Length > 0 && kept[^1] != '-')
            {
                kept.Append('-');
            }
        }

        var stem = kept.ToString(0, Math.Min(kept.Length, Code.MaxLength - HashLength - 1)).TrimEnd('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Code.Key(code))))[..HashLength];
        return $"{(stem.Length == 0 ? "SKU" : stem)}-{hash}";
    }
}
