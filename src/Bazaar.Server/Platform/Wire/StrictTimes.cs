using System.Globalization;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Wire;

/// <summary>
/// Takes dates and times in a query in one spelling only. The framework reads 01.03.2026 as the third of January, which is not what anyone
/// who writes it so means, and a time without its offset is nobody's time.
/// </summary>
internal static class StrictTimes
{
    private static readonly string[] Dates = ["from", "to"];
    private static readonly string[] Times = ["at", "asKnownAt"];

    public static TBuilder WithStrictTimes<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter((context, next) =>
        Check(context.HttpContext.Request.Query) is { } problem ? ValueTask.FromResult<object?>(problem.ToResult()) : next(context));

    private static Problem? Check(IQueryCollection query)
    {
        foreach (var name in Dates)
        {
            if (query[name].ToString() is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                return Problems.Make(400, ProblemCodes.Malformed, $"{name} must be a date such as 2026-03-01.");
            }
        }

        foreach (var name in Times)
        {
            if (query[name].ToString() is { Length: > 0 } text && !HasOffset(text))
            {
                return Problems.Make(400, ProblemCodes.Malformed, $"{name} must be a time with its offset, such as 2026-03-01T09:00:00Z (a plus sign is written %2B in an address).");
            }
        }

        return null;
    }

    private static bool HasOffset(string text) =>
        text.Length > 11 && text[4] == '-' && text[7] == '-' && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text.IndexOfAny(['+', '-'], 11) > 0);
}
