using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.RateLimits;

/// <summary>What a request is counted against. Each caller has one of each.</summary>
internal enum Budget
{
    /// <summary>Not counted: what load balancers ask all the time.</summary>
    None,

    /// <summary>Reading, one at a time.</summary>
    Reads,

    /// <summary>Changing, one at a time.</summary>
    Writes,

    /// <summary>Many changes in one request; each entry or row counts.</summary>
    Bulk,

    /// <summary>Reports and proofs, which cost more than a look at one thing.</summary>
    Reports,

    /// <summary>Signing in.</summary>
    Login,

    /// <summary>Requests of an address that were refused because nobody known made them.</summary>
    Strangers,
}

/// <summary>An endpoint's stated budget.</summary>
/// <param name="Budget">It.</param>
internal sealed record BudgetRequirement(Budget Budget);

/// <summary>States budgets on routes, and finds them.</summary>
internal static class Budgets
{
    /// <summary>States a budget where the one that follows from permission and method is not right.</summary>
    public static TBuilder WithBudget<TBuilder>(this TBuilder builder, Budget budget)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BudgetRequirement(budget));

    /// <summary>What an endpoint states, or what follows from its permission and the method.</summary>
    /// <param name="endpoint">The endpoint; null for an address where there is none.</param>
    /// <param name="method">The request's method.</param>
    public static Budget Of(Endpoint? endpoint, string method) =>
        endpoint?.Metadata.GetMetadata<BudgetRequirement>() is { } stated ? stated.Budget
        : endpoint?.Metadata.GetMetadata<PermissionRequirement>()?.Permission == Permission.ReportsRead ? Budget.Reports
        : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Budget.Reads
        : Budget.Writes;
}
