using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;

namespace Bazaar.Server.Platform.Paging;

/// <summary>Limits and cursors of lists. A cursor is the last row's key, so it stays valid while rows are added.</summary>
internal static class PageQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>Reads <c>limit</c> and <c>cursor</c>.</summary>
    public static (int Limit, string? After) Read(int? limit, string? cursor, FieldErrors errors, int max = MaxLimit)
    {
        if (limit is < 1 || limit > max)
        {
            errors.Add("limit", $"must be from 1 to {max}.");
        }

        return (limit ?? DefaultLimit, ReadCursor(cursor, errors));
    }

    /// <summary>Cuts one row more than the limit into a page and the cursor of the next.</summary>
    public static Page<TOut> Cut<TIn, TOut>(IReadOnlyList<TIn> rows, int limit, Func<TIn, string> key, Func<TIn, TOut> map) =>
        rows.Count > limit
            ? new Page<TOut>([.. rows.Take(limit).Select(map)], WriteCursor(key(rows[limit - 1])))
            : new Page<TOut>([.. rows.Select(map)], null);

    private static string WriteCursor(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string? ReadCursor(string? cursor, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        var bytes = new byte[cursor.Length];
        if (cursor.Length <= 512 && Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        errors.Add("cursor", "is not one that this list gave. Start again without it.");
        return null;
    }
}
