using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Wire;

/// <summary>Versions as ETags: <c>"7"</c>.</summary>
internal static class ETags
{
    public static void SetVersion(this HttpResponse response, long version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>Reads If-Match. <c>*</c> means whatever it is: the version is null.</summary>
    public static Problem? TryReadIfMatch(HttpRequest request, out long? version)
    {
        version = null;
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return Problems.PreconditionRequired();
        }

        if (header == "*")
        {
            return null;
        }

        var text = header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header;
        if (!long.TryParse(text.Trim('"').Split('-')[0], out var read))
        {
            return Problems.VersionMismatch();
        }

        version = read;
        return null;
    }
}
