using Bazaar.Server.Tests.Harness;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>A record of the audit trail.</summary>
internal sealed record AuditedChange(string Action, string Actor, string? Store, string? Before, string? After);

/// <summary>Reads the audit trail from the file, as it stands.</summary>
internal static class AuditTrail
{
    public static IReadOnlyList<AuditedChange> Of(Shop shop, string subject)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(shop.Folder, "bazaar.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        return connection.Query<AuditedChange>("SELECT action, actor, store, before, after FROM audit WHERE subject = @subject ORDER BY seq", new { subject }).AsList();
    }
}
