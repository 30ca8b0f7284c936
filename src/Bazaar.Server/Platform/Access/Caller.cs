using Bazaar.Contracts;
using Bazaar.Domain.Audit;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>Who asks, and what they may do.</summary>
/// <param name="Name">The user's or device's name; it stands in entries and in the audit trail.</param>
/// <param name="Permissions">What they may do; null: everything.</param>
/// <param name="Stores">Keys of the stores they may do it in; null: all.</param>
internal sealed record Caller(string Name, IReadOnlySet<Permission>? Permissions = null, IReadOnlySet<string>? Stores = null)
{
    /// <summary>Whoever sits at the computer of a shop that has no users.</summary>
    public static Caller Owner { get; } = new(LoopbackAccess.Owner);

    /// <summary>True when they may do it at all.</summary>
    public bool May(Permission permission) => Permissions?.Contains(permission) ?? true;

    /// <summary>True when they may act in a store, by its code.</summary>
    public bool MayUse(string store) => Stores?.Contains(Bazaar.Domain.Primitives.Code.Key(store)) ?? true;
}

/// <summary>Finds out who is behind a request.</summary>
internal static class CallerExtensions
{
    /// <summary>Who asks.</summary>
    public static Caller Caller(this HttpContext context) => context.Items[typeof(Caller)] as Caller ?? Access.Caller.Owner;

    /// <summary>The caller's name.</summary>
    public static string Actor(this HttpContext context) => context.Caller().Name;

    /// <summary>Who asks, from where, at what time: for the audit trail.</summary>
    public static Origin Origin(this HttpContext context, TimeProvider clock) => new(context.Actor(), Address(context), clock.GetUtcNow());

    /// <summary>
    /// A refusal when the caller may not act in one of these stores. The store in an address is checked before a handler runs; those in a
    /// body or a query are the handler's to check with this.
    /// </summary>
    public static Problem? RefuseStores(this HttpContext context, params IEnumerable<string> stores)
    {
        var caller = context.Caller();
        return stores.FirstOrDefault(s => !caller.MayUse(s)) is { } store
            ? Problems.Make(403, ProblemCodes.Forbidden, $"{caller.Name} has no right to store {store}.")
            : null;
    }

    private static string? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
