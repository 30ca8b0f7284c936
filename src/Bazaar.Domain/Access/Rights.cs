using System.Collections.Frozen;
using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Access;

/// <summary>One permission and who has it.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Scope">Its name on the wire: what an API key is given and a user can be denied.</param>
/// <param name="Roles">Who has it; <see cref="Role.Admin"/> has all and is not named.</param>
/// <param name="EveryStore">True when it touches what all stores share: it needs the right to all stores.</param>
public sealed record RightsRow(Permission Permission, string Scope, IReadOnlyList<Role> Roles, bool EveryStore = false);

/// <summary>The one table of who may do what.</summary>
public static class Rights
{
    private static readonly Role[] All = [Role.Staff, Role.Manager, Role.Auditor];
    private static readonly Role[] Workers = [Role.Staff, Role.Manager];
    private static readonly Role[] Readers = [Role.Manager, Role.Auditor];

    /// <summary>Every permission but <see cref="Permission.Public"/>, once.</summary>
    public static IReadOnlyList<RightsRow> Table { get; } =
    [
        new(Permission.Self, "self", All),
        new(Permission.CatalogRead, "catalog.read", All),
        new(Permission.CatalogWrite, "catalog.write", [Role.Manager], EveryStore: true),
        new(Permission.StoresRead, "stores.read", All),
        new(Permission.StoresWrite, "stores.write", [], EveryStore: true),
        new(Permission.StockRead, "stock.read", All),
        new(Permission.StockPost, "stock.post", Workers),
        new(Permission.StockPostFacts, "stock.post-facts", Workers),
        new(Permission.StockCorrect, "stock.correct", [Role.Manager]),
        new(Permission.StockLevels, "stock.levels", [Role.Manager]),
        new(Permission.SuppliersRead, "suppliers.read", All),
        new(Permission.SuppliersWrite, "suppliers.write", [Role.Manager], EveryStore: true),
        new(Permission.OrdersRead, "orders.read", All),
        new(Permission.OrdersWrite, "orders.write", [Role.Manager]),
        new(Permission.OrdersReceive, "orders.receive", Workers),
        new(Permission.TransfersRead, "transfers.read", All),
        new(Permission.TransfersSend, "transfers.send", [Role.Manager]),
        new(Permission.TransfersReceive, "transfers.receive", Workers),
        new(Permission.CountsRead, "counts.read", All),
        new(Permission.CountsScan, "counts.scan", Workers),
        new(Permission.CountsWrite, "counts.write", [Role.Manager]),
        new(Permission.ReportsRead, "reports.read", Readers),
        new(Permission.AlertsRead, "alerts.read", All),
        new(Permission.AlertsSettle, "alerts.settle", [Role.Manager]),
        new(Permission.AuditRead, "audit.read", [Role.Auditor]),
        new(Permission.MetricsRead, "metrics.read", [Role.Auditor], EveryStore: true),
        new(Permission.AccessRead, "access.read", [Role.Auditor], EveryStore: true),
        new(Permission.AccessWrite, "access.write", [], EveryStore: true),
    ];

    private static readonly FrozenDictionary<string, RightsRow> ByScope = Table.ToFrozenDictionary(r => r.Scope, StringComparer.Ordinal);
    private static readonly FrozenDictionary<Permission, RightsRow> ByPermission = Table.ToFrozenDictionary(r => r.Permission);

    /// <summary>The permission with this scope name.</summary>
    /// <param name="scope">The name.</param>
    public static Permission? Find(string? scope) => scope is not null && ByScope.TryGetValue(scope, out var row) ? row.Permission : null;

    /// <summary>The scope name of a permission.</summary>
    /// <param name="permission">Any but <see cref="Permission.Public"/>.</param>
    public static string Scope(this Permission permission) => ByPermission[permission].Scope;

    /// <summary>The scope names a role has by itself.</summary>
    /// <param name="role">The role.</param>
    public static IEnumerable<string> ScopesOf(Role role) => Table.Where(r => Has(role, r)).Select(r => r.Scope);

    /// <summary>What a user may do.</summary>
    /// <param name="role">Their role.</param>
    /// <param name="allStores">True when they have the right to every store.</param>
    /// <param name="withheld">Scopes of the role that they do not have.</param>
    public static FrozenSet<Permission> Of(Role role, bool allStores, IReadOnlyCollection<string> withheld) =>
        Table.Where(r => Has(role, r) && (allStores || !r.EveryStore) && !withheld.Contains(r.Scope)).Select(r => r.Permission).ToFrozenSet();

    /// <summary>What a device with an API key may do. A name that no longer is one gives nothing.</summary>
    /// <param name="scopes">What the key was given.</param>
    /// <param name="allStores">True when it has the right to every store.</param>
    public static FrozenSet<Permission> Of(IReadOnlyCollection<string> scopes, bool allStores) =>
        Table.Where(r => (scopes.Contains(r.Scope) && MayBeGivenToKey(r.Permission) && (allStores || !r.EveryStore)) || r.Permission == Permission.Self)
            .Select(r => r.Permission).ToFrozenSet();

    /// <summary>False for what only people do: a stolen key must not make further keys and users.</summary>
    /// <param name="permission">The permission.</param>
    public static bool MayBeGivenToKey(Permission permission) => permission is not (Permission.Public or Permission.AccessWrite);

    /// <summary>True when a permission needs the right to all stores.</summary>
    /// <param name="permission">The permission.</param>
    public static bool NeedsEveryStore(Permission permission) => ByPermission[permission].EveryStore;

    /// <summary>What it takes to post an entry of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static Permission ToPost(EntryKind kind) => kind switch
    {
        EntryKind.Sale or EntryKind.StockIn or EntryKind.Removal or EntryKind.CustomerReturn => Permission.StockPost,
        _ => Permission.StockCorrect,
    };

    private static bool Has(Role role, RightsRow row) => role == Role.Admin || row.Roles.Contains(role);
}
