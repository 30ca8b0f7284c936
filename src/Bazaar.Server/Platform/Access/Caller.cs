using System.Collections.Frozen;
using Bazaar.Contracts;
using Bazaar.Domain.Audit;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Platform.Access;

/// <summary>Who asks, and what they may do.</summary>
/// <param name="Name">The user's or device's name; it stands in entries and in the audit trail.</param>
/// <param name="Permissions">What they may do; null: everything.</param>
/// <param name="Stores">Keys of the stores they may do it in; null: all.</param>
internal sealed record Caller(string Name, IReadOnlySet<Permission>? Permissions = null, IReadOnlySet<string>? Stores = null)
{
    /// <summary>Whoever may do everything: the person at the computer of a shop without users, or who can open its file.</summary>
    public static Caller Owner { get; } = new(LoopbackAccess.Owner);

    /// <summary>The owner for as long as the shop has no users.</summary>
    public static Caller LoopbackOwner { get; } = Owner with { Proof = new Proof.NoUsers() };

    /// <summary>Someone who has not signed in.</summary>
    public static Caller Nobody { get; } = new("nobody", FrozenSet<Permission>.Empty, FrozenSet<string>.Empty);

    /// <summary>What proves it, to be looked at again as long as a connection lives; null: nothing that could end.</summary>
    public Proof? Proof { get; init; }

    /// <summary>True when they may do it at all.</summary>
    public bool May(Permission permission) => Permissions?.Contains(permission) ?? true;

    /// <summary>True when they may act in a store, by its code.</summary>
    public bool MayUse(string store) => Stores?.Contains(Bazaar.Domain.Primitives.Code.Key(store)) ?? true;
}

/// <summary>What shows who someone is. It is checked with each request, and again while a stream lives.</summary>
internal abstract record Proof
{
    /// <summary>A user's token or password.</summary>
    /// <param name="UserId">The user.</param>
    /// <param name="Stamp">The user's stamp when it was given.</param>
    /// <param name="Session">The session of a token; null for a password.</param>
    public sealed record User(long UserId, long Stamp, string? Session) : Proof;

    /// <summary>A device's key.</summary>
    /// <param name="Prefix">The part of it that may be shown.</param>
    public sealed record ApiKey(string Prefix) : Proof;

    /// <summary>There are no users.</summary>
    public sealed record NoUsers : Proof;
}

/// <summary>Finds out who is behind a request.</summary>
internal static class CallerExtensions
{
    /// <summary>Who asks.</summary>
    public static Caller Caller(this HttpContext context) => context.Items[typeof(Caller)] as Caller ?? Access.Caller.Nobody;

    /// <summary>The caller's name.</summary>
    public static string Actor(this HttpContext context) => context.Caller().Name;

    /// <summary>Who asks, from where, at what time: for the audit trail.</summary>
    public static Origin Origin(this HttpContext context, TimeProvider clock) => context.Origin(clock, context.Actor());

    /// <summary>From where and at what time, by someone who has just shown who they are.</summary>
    public static Origin Origin(this HttpContext context, TimeProvider clock, string actor) => new(actor, ClientAddress.Of(context)?.ToString(), clock.GetUtcNow());

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

    /// <summary>A refusal when the caller may not do something that depends on what the body says.</summary>
    public static Problem? Refuse(this HttpContext context, Permission permission)
    {
        var caller = context.Caller();
        return caller.May(permission) ? null : Problems.Make(403, ProblemCodes.Forbidden, $"{caller.Name} has no right to do this ({permission.Scope()}).");
    }

    /// <summary>
    /// True when whoever opened this connection still has the right to it. A stream that goes on for hours asks this before each thing it sends
    /// and at each heartbeat; the answer is at most <see cref="AccessState.Freshness"/> old.
    /// </summary>
    public static async ValueTask<bool> StillMayAsync(this HttpContext context, CancellationToken ct)
    {
        var caller = context.Caller();
        if (caller.Proof is not { } proof)
        {
            return true;
        }

        var now = await context.RequestServices.GetRequiredService<AccessState>().FindAsync(proof, ct);
        return now is not null
            && (context.GetEndpoint()?.Metadata.GetMetadata<PermissionRequirement>() is not { } needed || now.May(needed.Permission))
            && (caller.Stores is null ? now.Stores is null : now.Stores is null || caller.Stores.IsSubsetOf(now.Stores))
            && (context.GetRouteValue("store") is not string store || now.MayUse(store));
    }
}
