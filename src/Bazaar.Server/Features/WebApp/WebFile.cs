using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Bazaar.Server.Features.WebApp;

/// <summary>One file of the built app, with the compressed copies that the build made beside it.</summary>
internal sealed class WebFile
{
    /// <summary>What the build puts into this folder carries its content's hash in its name and never changes.</summary>
    private const string HashedFolder = "assets/";

    private readonly string _path;
    private readonly string _contentType;
    private readonly bool _immutable;
    private readonly string _tag;
    private readonly bool _brotli;
    private readonly bool _gzip;

    private WebFile(string path, string name, string contentType)
    {
        _path = path;
        _contentType = contentType;
        _immutable = name.StartsWith(HashedFolder, StringComparison.Ordinal);
        _brotli = File.Exists(path + ".br");
        _gzip = File.Exists(path + ".gz");
        using var stream = File.OpenRead(path);
        _tag = Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 8));
    }

    /// <summary>The files below a folder, by name with forward slashes; none when there is no such folder.</summary>
    /// <param name="folder">Where the app was built to.</param>
    public static IReadOnlyDictionary<string, WebFile> ReadAll(string folder)
    {
        var files = new Dictionary<string, WebFile>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            return files;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (ContentType(name) is { } contentType)
            {
                files[name] = new WebFile(path, name, contentType);
            }
        }

        return files;
    }

    /// <summary>Answers with the smallest copy that the reader understands.</summary>
    /// <param name="http">The request.</param>
    public Task AnswerAsync(HttpContext http)
    {
        var (suffix, encoding) = Choose(http.Request);
        var headers = http.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;

        // The page and the service worker are asked for each time: after an upgrade nobody keeps the old app.
        headers.CacheControl = _immutable ? "public, max-age=31536000, immutable" : "no-cache";
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return Results.File(_path + suffix, _contentType, entityTag: new EntityTagHeaderValue($"\"{_tag}{encoding}\"")).ExecuteAsync(http);
    }

    private (string Suffix, string? Encoding) Choose(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding.ToArray()!, out var accepted))
        {
            return ("", null);
        }

        bool Takes(string encoding) => accepted.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality != 0);
        if (_brotli && Takes("br"))
        {
            return (".br", "br");
        }

        return _gzip && Takes("gzip") ? (".gz", "gzip") : ("", null);
    }

    private static string? ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" => "application/json",
        ".webmanifest" => "application/manifest+json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => null,
    };
}
