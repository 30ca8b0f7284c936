using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>/auth, /users and /api-keys: who may come in.</summary>
internal static class AccessFeature
{
    public static void MapAccess(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Access");
        SignIn.Map(auth);
        OwnAccount.Map(auth);
        var users = api.MapGroup("/users").WithTags("Access");
        ReadUsers.Map(users);
        AddUser.Map(users);
        EditUser.Map(users);
        ApiKeys.Map(api.MapGroup("/api-keys").WithTags("Access"));
    }

    /// <summary>Keeps what holds secrets out of every cache on the way.</summary>
    public static void DoNotKeep(HttpResponse response) => response.Headers.CacheControl = "no-store";
}
