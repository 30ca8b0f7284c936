using System.Net;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.Guards;

/// <summary>A shop that listens on a port of its own, as it does for a browser.</summary>
public sealed class GuardedShop : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bazaar-guards-").FullName;
    private BazaarHost? _host;
    private HttpClient? _client;

    /// <summary>The host name and port a browser would send.</summary>
    internal string Authority => _host!.Address.Authority;

    public async ValueTask InitializeAsync()
    {
        _host = await BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder, Urls = "http://127.0.0.1:0" });
        _client = _host.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    internal Task<string> GetTextAsync(string path) => _client!.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Sends a request with headers; for every header, its name and value.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await _client!.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The answer is a problem with this status and code.</summary>
    internal static async Task<Problem> MustBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonSerializer.Deserialize(text, BazaarJson.Wire.Problem).ShouldNotBeNull();
        (problem.Status, problem.Code).ShouldBe(((int)status, code));
        problem.Detail.ShouldNotBeNullOrEmpty();
        return problem;
    }
}
