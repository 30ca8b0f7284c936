using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Demo;

/// <summary>/demo: a made-up shop to look around in. Only a shop that nobody else can reach opens one, for its owner or an administrator.</summary>
internal static class DemoFeature
{
    private const string Unavailable = "unavailable";

    public static void MapDemo(this RouteGroupBuilder api)
    {
        var demo = api.MapGroup("/demo").WithTags("Demo");
        demo.MapGet("", (HttpContext http, DemoNeighbour neighbour) => Answer(IsHere(http) ? neighbour.State : neighbour.State with { State = Unavailable })).WithName("GetDemo").WithSummary("How the made-up shop beside this one stands")
            .Produces<DemoState>().RequirePermission(Permission.Self);
        demo.MapPost("", Open).WithName("OpenDemo").WithSummary("Open a made-up shop beside this one")
            .Produces<DemoState>().ProducesProblems(404).RequirePermission(Permission.AccessWrite);
    }

    /// <summary>Who came by another name sits elsewhere, behind a proxy, and would not find it.</summary>
    private static bool IsHere(HttpContext http) => LoopbackAccess.IsOurHost(http.Request.Host.Host);

    private static IResult Open(HttpContext http, DemoNeighbour neighbour)
    {
        return (IsHere(http) ? neighbour.Open(new Uri($"{http.Request.Scheme}://{http.Request.Host}/")) : null) is not { } state || state.State == Unavailable
            ? Problems.NotFound("This shop opens no made-up one: others can reach it, or it is one itself. Type ./run --demo on your own computer.").ToResult()
            : Answer(state);
    }

    private static IResult Answer(DemoState state) => Results.Json(state, BazaarJson.Wire.DemoState);
}
