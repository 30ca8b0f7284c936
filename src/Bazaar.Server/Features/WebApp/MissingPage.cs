using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Features.WebApp;

/// <summary>What stands at <c>/</c> when the program was built without the web app.</summary>
internal static class MissingPage
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bazaar</title></head>
        <body>
        <h1>The shop is open, but its screens are not built</h1>
        <p>The screens are built with Node 20.19 or newer, and there was none when this program was built.
        Install it (Debian: <code>sudo apt-get install nodejs npm</code>), then stop Bazaar and type <code>./run</code> again.</p>
        <p>Everything else works: <a href="/docs">the API</a>, and the command line (<code>./run --help</code>).</p>
        </body>
        </html>

        """;

    /// <summary>Answers with the page.</summary>
    /// <param name="http">The request.</param>
    public static Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(Html, "text/html; charset=utf-8").ExecuteAsync(http);
    }
}
