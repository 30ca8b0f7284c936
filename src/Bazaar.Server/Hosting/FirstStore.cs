using Bazaar.Domain.Audit;
using Bazaar.Storage.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Hosting;

/// <summary>A shop has one store from the first minute.</summary>
internal static class FirstStore
{
    /// <summary>Its code.</summary>
    public const string Code = "SHOP";

    public static async Task EnsureAsync(IServiceProvider services, CancellationToken ct)
    {
        var stores = services.GetRequiredService<StoreStore>();
        if ((await stores.ListAsync(null, 1, ct)).Count > 0)
        {
            return;
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Karachi", out _) ? "Asia/Karachi" : "UTC";
        var origin = new Origin(Origin.Program, null, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await stores.AddAsync(new StoreRow { Code = Code, Name = "My shop", TimeZone = zone }, origin, ct);
    }
}
