using Bazaar.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>What an endpoint lets people do. Every endpoint states one; one that does not is never reached.</summary>
internal enum Permission
{
    /// <summary>For everyone: health, the reference page.</summary>
    Public,

    /// <summary>See the catalogue.</summary>
    CatalogRead,

    /// <summary>Change the catalogue.</summary>
    CatalogWrite,

    /// <summary>See stores.</summary>
    StoresRead,

    /// <summary>Add, change, open and close stores.</summary>
    StoresWrite,

    /// <summary>See stock and entries.</summary>
    StockRead,

    /// <summary>Post entries.</summary>
    StockPost,

    /// <summary>Set reorder points, targets and the store's prices.</summary>
    StockLevels,

    /// <summary>See transfers.</summary>
    TransfersRead,

    /// <summary>Send goods to another store; close and cancel what was sent.</summary>
    TransfersSend,

    /// <summary>Receive what another store sent.</summary>
    TransfersReceive,

    /// <summary>See counts.</summary>
    CountsRead,

    /// <summary>Add scans to an open count.</summary>
    CountsScan,

    /// <summary>Open, review, post and cancel counts; see the book of a blind one.</summary>
    CountsWrite,

    /// <summary>See reports.</summary>
    ReportsRead,

    /// <summary>See alerts.</summary>
    AlertsRead,

    /// <summary>Settle alerts.</summary>
    AlertsSettle,

    /// <summary>Verify the ledger and export its heads.</summary>
    AuditRead,

    /// <summary>See metrics.</summary>
    MetricsRead,
}

/// <summary>An endpoint's stated permission.</summary>
/// <param name="Permission">It.</param>
internal sealed record PermissionRequirement(Permission Permission);

/// <summary>States permissions on routes.</summary>
internal static class PermissionExtensions
{
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(
            new PermissionRequirement(permission), new ProducesResponseTypeMetadata(403, typeof(Problem), ["application/problem+json"]));
}
