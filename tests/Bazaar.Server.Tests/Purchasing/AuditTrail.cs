using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>What the audit trail says of one thing.</summary>
internal static class AuditTrail
{
    /// <summary>Its records, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditRecord>> OfAsync(Shop shop, string subject) =>
        [.. (await shop.Api.ListAuditAsync(new AuditQuery(Subject: subject), limit: 100)).Items.Reverse()];
}
