using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary>A server on a free port that gives prepared answers and keeps what it was asked.</summary>
internal sealed class FakeShop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();

    private FakeShop()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public ConcurrentQueue<Asked> Asked { get; } = new();

    public static async Task<FakeShop> OpenAsync()
    {
        var shop = new FakeShop();
        await shop._app.StartAsync();
        return shop;
    }

    /// <summary>Prepares an answer to <c>METHOD path</c>; the path is below <c>/api/v1/</c>, the query does not matter.</summary>
    public void Answer<T>(string request, T body, JsonTypeInfo<T> type, int status = 200) =>
        Answer(request, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, type), "application/json", status);

    public void Answer(string request, byte[] body, string mediaType, int status = 200) => Answer(request, async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        context.Response.Headers.ETag = "\"7\"";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    });

    public void Answer(string request, Func<HttpContext, Task> answer) => _answers[request] = answer;

    public void Refuse(string request, Problem problem) =>
        Answer(request, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(problem, BazaarJson.Wire.Problem), "application/problem+json", problem.Status);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var path = context.Request.Path.Value!.Replace("/api/v1/", "", StringComparison.Ordinal);
        var asked = new Asked($"{context.Request.Method} {path}", context.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(), context.Request.Headers.IfMatch.ToString(), context.Request.Headers.Accept.ToString());
        Asked.Enqueue(asked);
        if (_answers.TryGetValue(asked.Request, out var answer))
        {
            await answer(context);
            return;
        }

        context.Response.StatusCode = 404;
        context.Response.ContentType = "application/problem+json";
        await context.Response.WriteAsync("""{"status":404,"code":"not-found","detail":"There is no such thing."}""");
    }
}

/// <summary>What a server was asked.</summary>
internal sealed record Asked(string Request, string Query, string Body, string IfMatch, string Accept);
