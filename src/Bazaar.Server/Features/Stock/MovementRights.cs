using Bazaar.Contracts;
using Bazaar.Domain.Ledger;
using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Features.Stock;

/// <summary>Rights that depend on what is posted: what corrects the book, and what happened although the book says that it cannot have.</summary>
internal static class MovementRights
{
    public static Problem? Refuse(HttpContext http, Draft draft) =>
        http.Refuse(Rights.ToPost(draft.Kind)) ?? (draft.AcceptShortage ? http.Refuse(Permission.StockPostFacts) : null);
}
