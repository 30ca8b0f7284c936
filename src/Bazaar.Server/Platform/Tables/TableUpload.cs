using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Takes a CSV or XLSX file as the body of a request.</summary>
internal static class TableUpload
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    private static readonly string[] MediaTypes =
        ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream", "application/gzip"];

    /// <summary>Says that a route takes such a file.</summary>
    /// <param name="route">The route.</param>
    public static RouteHandlerBuilder TakesTable(this RouteHandlerBuilder route) => route
        .WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).Accepts<IFormFile>(MediaTypes[0], MediaTypes[1..]).ProducesProblems(400, 413, 415, 503);

    /// <summary>Reads the file; null with a problem when it is not sent as one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="ct">Stops reading.</param>
    public static async Task<(MemoryStream? File, Problem? Problem)> ReadAsync(HttpContext http, CancellationToken ct)
    {
        var mediaType = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (!MediaTypes.Contains(mediaType))
        {
            return (null, Problems.Make(415, ProblemCodes.UnsupportedMediaType, "Send the file itself with Content-Type: text/csv or that of XLSX."));
        }

        // A request outlives its size limit only by being refused; what arrives here fits in memory.
        var file = new MemoryStream();
        await http.Request.Body.CopyToAsync(file, ct);
        file.Position = 0;
        return (file, null);
    }
}
