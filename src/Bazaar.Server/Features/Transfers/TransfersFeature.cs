using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Transfers;

/// <summary>/transfers: goods between stores.</summary>
internal static class TransfersFeature
{
    public static void MapTransfers(this RouteGroupBuilder api)
    {
        var transfers = api.MapGroup("/transfers").WithTags("Transfers");
        SendTransfer.Map(transfers);
        ReceiveTransfer.Map(transfers);
        EndTransfer.Map(transfers);
        ReadTransfers.Map(transfers);
    }
}
