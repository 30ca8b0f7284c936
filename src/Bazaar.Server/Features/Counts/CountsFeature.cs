using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>/counts: counts that several people take together.</summary>
internal static class CountsFeature
{
    public static void MapCounts(this RouteGroupBuilder api)
    {
        var counts = api.MapGroup("/counts").WithTags("Counts");
        OpenCount.Map(counts);
        ReadCounts.Map(counts);
        AddScans.Map(counts);
        ResolveCode.Map(counts);
        ReadScans.Map(counts);
        ReadVariances.Map(counts);
        PostCount.Map(counts);
        CancelCount.Map(counts);
    }
}
