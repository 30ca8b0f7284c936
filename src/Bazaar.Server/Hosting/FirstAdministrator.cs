using Bazaar.Domain.Audit;
using Bazaar.Server.Platform.Access;
using Bazaar.Storage.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Hosting;

/// <summary>A shop that others can reach has an administrator from the first moment, and with one everybody signs in.</summary>
internal static class FirstAdministrator
{
    /// <summary>The name.</summary>
    public const string Name = "admin";

    /// <summary>Makes the first user where one is needed and there is none.</summary>
    /// <param name="services">The program.</param>
    /// <param name="password">What was set as the password; null to make one up.</param>
    /// <param name="isWide">True when others can reach the shop.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The password that was made up, to be told once; null when none was.</returns>
    public static async Task<string?> EnsureAsync(IServiceProvider services, string? password, bool isWide, CancellationToken ct)
    {
        var users = services.GetRequiredService<UserStore>();
        if ((password is null && !isWide) || await users.AnyAsync(ct))
        {
            return null;
        }

        if (password is not null && PasswordPolicy.Fault(password, Name) is { } fault)
        {
            throw new BazaarStartException($"BAZAAR_ADMIN_PASSWORD {fault}");
        }

        var chosen = password ?? Secrets.NewPassword();
        var row = new UserRow { Name = Name, Role = Role.Admin.Name(), AllStores = 1, PasswordHash = await services.GetRequiredService<PasswordSignIn>().HashAsync(chosen, ct) };
        var origin = new Origin(LoopbackAccess.Owner, null, services.GetRequiredService<TimeProvider>().GetUtcNow());
        var (outcome, _, _) = await users.AddAsync(row, origin, ct);

        // Another node that starts at the same moment may have been quicker.
        return outcome == AccessOutcome.Done && password is null ? chosen : null;
    }
}
