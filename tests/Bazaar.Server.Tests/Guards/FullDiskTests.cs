using System.Globalization;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Hosting;
using Bazaar.Server.Tests.Harness;
using Bazaar.Storage.Sqlite;
using Dapper;
using Microsoft.AspNetCore.Builder;

namespace Bazaar.Server.Tests.Guards;

/// <summary>A disk that is full delays the shop; it loses and halves nothing. SQLite's own page limit stands for the disk.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-test-");
    private SqliteDatabase _database = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _database = SqliteDatabase.Open(Path.Combine(_folder.FullName, "bazaar.db"), TimeProvider.System);
        _app = Application.Build(_database, ["http://127.0.0.1:0"], null);
        await FirstStore.EnsureAsync(_app.Services, CancellationToken.None);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Writes_are_refused_whole_while_the_disk_is_full_and_go_on_after()
    {
        (await PostAsync("products", """{"sku":"SUGAR","name":"Sugar","unit":"kg","price":160}""")).ShouldBe(201);
        await LimitPagesAsync(1);
        var accepted = 0;
        Answer answer;
        while ((answer = await PostAsync("stores/SHOP/movements", Receipt(lines: 200))).Status == 201)
        {
            (++accepted).ShouldBeLessThan(1_000);
        }

        answer.ShouldBeProblem(503, ProblemCodes.StorageUnavailable).Header("Retry-After").ShouldNotBeNull();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("stores/SHOP/movements", Receipt(lines: 200))));
        answers.ShouldAllBe(a => a.Status == 503);
        (await FillCatalogueAsync()).ShouldBeProblem(503, ProblemCodes.StorageUnavailable);
        (await GetAsync("stores/SHOP")).Json.GetProperty("seq").GetInt64().ShouldBe(accepted);
        if (accepted > 0)
        {
            (await GetAsync("stores/SHOP/stock/SUGAR")).Json.GetProperty("onHand").GetDecimal().ShouldBe(accepted * 200);
        }

        await LimitPagesAsync(1_000_000);
        (await PostAsync("stores/SHOP/movements", Receipt(lines: 200))).ShouldBe(201).Json.GetProperty("seq").GetInt64().ShouldBe(accepted + 1);
        (await PostAsync("products", """{"sku":"TEA","name":"Tea","unit":"g","price":2}""")).ShouldBe(201);
        (await GetAsync("audit/verify")).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    /// <summary>Adds products until one no longer fits.</summary>
    private async Task<Answer> FillCatalogueAsync()
    {
        for (var i = 0; ; i++)
        {
            var answer = await PostAsync("products", $$"""{"sku":"P{{i}}","name":"{{new string('n', 200)}}","unit":"piece","price":1,"category":"{{new string('c', 100)}}"}""");
            if (answer.Status != 201)
            {
                (await GetAsync($"products/P{i}")).ShouldBe(404);
                return answer;
            }
        }
    }

    private Task LimitPagesAsync(long pages) => _database.WriteAsync((connection, transaction) => connection.ExecuteScalarAsync<long>($"PRAGMA max_page_count = {pages}", transaction: transaction));

    private static string Receipt(int lines)
    {
        var text = new StringBuilder("""{"type":"stockIn","lines":[""");
        for (var i = 0; i < lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{{(i > 0 ? "," : "")}}{"sku":"SUGAR","quantity":1,"unitCost":{{i + 1}}}""");
        }

        return text.Append("]}").ToString();
    }

    private async Task<Answer> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Answer.ReadAsync(await _http.PostAsync("api/v1/" + path, content));
    }

    private async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await _http.GetAsync("api/v1/" + path));
}
