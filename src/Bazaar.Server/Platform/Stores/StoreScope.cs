using Bazaar.Contracts;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Stores;

/// <summary>Which stores a list or report is about.</summary>
/// <param name="Codes">Codes of stores; all when empty.</param>
/// <param name="Cities">Only stores in one of these cities, letter case ignored; all when empty.</param>
/// <param name="Regions">Only stores in one of these regions, likewise.</param>
internal readonly record struct StoreChoice(string[]? Codes, string[]? Cities, string[]? Regions)
{
    /// <summary>True when every store will do.</summary>
    public bool IsAll => Codes is null or [] && Cities is null or [] && Regions is null or [];

    /// <summary>True for a store in the cities and regions that were named.</summary>
    public bool Covers(StoreRow store) => IsOneOf(Cities, store.City) && IsOneOf(Regions, store.Region);

    private static bool IsOneOf(string[]? names, string? name) => names is null or [] || names.Contains(name ?? "", StringComparer.OrdinalIgnoreCase);
}

/// <summary>Finds the stores that a request is about, never more than the caller may see.</summary>
internal static class StoreScope
{
    /// <summary>
    /// The stores named, or all that the caller may see, in the cities and regions named. A store that is named must be the caller's and
    /// exist; a city or region that nobody is in has no stores.
    /// </summary>
    public static async Task<(IReadOnlyList<StoreRow> Stores, Problem? Problem)> FindAsync(HttpContext http, StoreStore stores, StoreChoice choice, CancellationToken ct)
    {
        if (http.RefuseStores(choice.Codes ?? []) is { } refused)
        {
            return ([], refused);
        }

        var all = await stores.AllAsync(ct);
        if (choice.Codes is { Length: > 0 } codes)
        {
            var known = all.ToDictionary(s => Code.Key(s.Code), StringComparer.Ordinal);
            if (codes.FirstOrDefault(c => !known.ContainsKey(Code.Key(c))) is { } unknown)
            {
                return ([], Problems.UnknownStore(unknown));
            }

            all = [.. codes.Select(Code.Key).Distinct(StringComparer.Ordinal).Select(k => known[k])];
        }

        var caller = http.Caller();
        return ([.. all.Where(s => choice.Covers(s) && caller.MayUse(s.Code))], null);
    }

    /// <summary>The same, as the codes' key spellings; null where nothing narrows the list.</summary>
    public static async Task<(IReadOnlyCollection<string>? Keys, Problem? Problem)> FindKeysAsync(HttpContext http, StoreStore stores, StoreChoice choice, CancellationToken ct)
    {
        if (choice.IsAll)
        {
            return (http.Caller().Stores?.ToList(), null);
        }

        var (found, problem) = await FindAsync(http, stores, choice, ct);
        return ([.. found.Select(s => Code.Key(s.Code))], problem);
    }
}
