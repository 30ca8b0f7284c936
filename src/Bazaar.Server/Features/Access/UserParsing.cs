using Bazaar.Contracts;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Access;

namespace Bazaar.Server.Features.Access;

/// <summary>Checks what is said about users and keys, and puts them on the wire.</summary>
internal static class UserParsing
{
    private const int MaxStores = 10_000;
    private static readonly string[] ReservedNames = [LoopbackAccess.Owner, Caller.Nobody.Name, "bazaar"];

    public static User ToWire(UserRow row) => new()
    {
        UserName = row.Name,
        DisplayName = row.DisplayName,
        Role = row.Role,
        AllStores = row.AllStores == 1,
        Stores = row.Stores,
        Withheld = row.WithheldScopes,
        Disabled = row.DisabledAt is not null,
        CreatedAt = Clock.FromMicros(row.CreatedAt),
        Version = row.Version,
    };

    /// <summary>A name that stands in entries, and so must mean one user or device.</summary>
    public static string ReadName(string field, string? name, FieldErrors errors)
    {
        var code = errors.RequiredCode(field, name);
        if (ReservedNames.Contains(code, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(field, $"must not be {code}, which has a meaning of its own.");
        }

        return code;
    }

    public static Role? ReadRole(string? text, FieldErrors errors)
    {
        var role = Roles.Find(text);
        if (role is null)
        {
            errors.Add("role", $"must be one of {string.Join(", ", Roles.Names)}.");
        }

        return role;
    }

    public static string[] ReadStores(IReadOnlyList<string>? stores, FieldErrors errors)
    {
        if (stores is { Count: > MaxStores })
        {
            errors.Add("stores", $"must hold at most {MaxStores} codes.");
            return [];
        }

        for (var i = 0; i < (stores?.Count ?? 0); i++)
        {
            errors.RequiredCode($"stores[{i}]", stores![i]);
        }

        return errors.Any ? [] : [.. (stores ?? []).DistinctBy(Code.Key)];
    }

    public static string ReadWithheld(IReadOnlyList<string>? scopes, FieldErrors errors)
    {
        foreach (var scope in scopes ?? [])
        {
            if (Rights.Find(scope) is null or Permission.Self)
            {
                errors.Add("withheld", $"{scope} is none of {string.Join(", ", Rights.Table.Where(r => r.Permission != Permission.Self).Select(r => r.Scope))}.");
            }
        }

        return string.Join(' ', (scopes ?? []).Distinct());
    }

    /// <summary>Which stores someone may use has to be said, one way or the other; only an administrator has all by nature.</summary>
    public static bool ReadReach(Role? role, bool? allStores, IReadOnlyList<string> stores, FieldErrors errors)
    {
        if (role == Role.Admin)
        {
            if (stores.Count > 0 || allStores == false)
            {
                errors.Add("stores", "do not apply: an admin has the right to all.");
            }

            return true;
        }

        if (allStores == true && stores.Count > 0)
        {
            errors.Add("stores", "must be left out with allStores.");
        }

        return allStores == true;
    }

    /// <summary>Withholding from the one role that can give everything back would only seem to.</summary>
    public static void CheckWithheld(Role? role, string withheld, FieldErrors errors)
    {
        if (role == Role.Admin && withheld.Length > 0)
        {
            errors.Add("withheld", "does not apply to an admin, who could give it back at once.");
        }
    }

    public static Problem? Fault(AccessOutcome outcome, string name, string? unknownStore) => outcome switch
    {
        AccessOutcome.Done => null,
        AccessOutcome.NotFound => Problems.NotFound($"There is no user {name}."),
        AccessOutcome.VersionMismatch => Problems.VersionMismatch(),
        AccessOutcome.Exists => Problems.Make(409, ProblemCodes.AlreadyExists, $"There is a user or an API key named {name} already."),
        AccessOutcome.UnknownStore => Problems.Invalid(new Dictionary<string, string[]> { ["stores"] = [$"There is no store {unknownStore}."] }),
        _ => Problems.Make(409, ProblemCodes.LastAdministrator, "There must be at least one admin who may sign in. Make another one first."),
    };
}
