using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Features.WebApp;

/// <summary>What stands at every screen's address when the program was built without the web app.</summary>
internal static class MissingPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 24px; font: 17px/1.55 system-ui, sans-serif; background: #f7f4ec; color: #1e1c16; }
        main { max-width: 620px; margin: 6vh auto; padding: 28px 32px; background: #fffdf8; border: 1px solid #e3dccb; border-radius: 16px; }
        h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 12px; }
        h2 { font-size: 1.05em; margin: 24px 0 8px; }
        ol { padding-inline-start: 22px; margin: 0; }
        li { margin-block-end: 10px; }
        code { display: inline-block; padding: 2px 8px; border-radius: 6px; background: #efeade; font: 0.9em ui-monospace, monospace; }
        a { color: #0b6147; }
        [lang=ur] { margin-top: 28px; padding-top: 20px; border-top: 1px solid #e3dccb; line-height: 2.2; }
        @media (prefers-color-scheme: dark) {
          body { background: #15140f; color: #f3efe3; }
          main { background: #1e1d17; border-color: #36332a; }
          code { background: #27251d; }
          a { color: #5fcfa1; }
          [lang=ur] { border-color: #36332a; }
        }
        """;

    private const string Html = $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Bazaar</title><style>{Style}</style></head>
        <body><main>
        <h1>The shop is open, but it has no screens yet</h1>
        <p>Nothing is wrong with your shop: what was entered is safe, and the command line and the API work. The screens are made with a program called Node,
        and there was none (20.19 or newer) on the computer where Bazaar was built.</p>
        <h2>So that the screens come</h2>
        <ol>
        <li>Install Node 20.19 or newer, from <a href="https://nodejs.org/">nodejs.org</a> or your system's packages. Is it there? <code>node --version</code></li>
        <li>Stop Bazaar with Ctrl+C, in the window in which it runs.</li>
        <li>Type <code>./run</code> again. It builds the screens, which takes a minute, and opens the same shop.</li>
        <li>Load this page again.</li>
        </ol>
        <h2>Until then</h2>
        <p>Sell and receive at the command line: <code>./run --help</code>. Or look at <a href="/docs">the API</a>.</p>
        <p lang="ur" dir="rtl">دکان کھلی ہے اور آپ کا حساب محفوظ ہے، مگر اسکرینیں ابھی نہیں بنیں۔ کمپیوٹر پر Node (20.19 یا نیا) ڈالیں، بازار کو Ctrl+C سے بند کریں اور پھر <code>./run</code> لکھیں۔</p>
        </main></body>
        </html>

        """;

    /// <summary>Its own style and nothing else.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Answers with the page.</summary>
    /// <param name="http">The request.</param>
    public static Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Text(Html, "text/html; charset=utf-8").ExecuteAsync(http);
    }
}
