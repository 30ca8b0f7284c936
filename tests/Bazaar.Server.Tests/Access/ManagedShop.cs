using System.Data.Common;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;
using Bazaar.Server.Tests.Harness;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bazaar.Server.Tests.Access;

/// <summary>
/// A shop with users: one store of theirs and one that is none of their business, each with goods, and one user of each role. The other store's name is a word that
/// stands nowhere else, so that it can be looked for in everything that is answered.
/// </summary>
public sealed class ManagedShop : IAsyncLifetime
{
    public const string Own = "OWN-1";
    public const string Other = "ELSEWHERE-9";
    public const string Secret = "whispered-reference";
    public const string Sku = "SUGAR";
    public const string Password = "Seven-green-kites-42";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-access-");
    private readonly Dictionary<string, TokenResponse> _tokens = [];
    private BazaarHost _host = null!;
    private string? _database;

    public Uri Address => _host.Address;

    /// <summary>May do everything.</summary>
    public BazaarClient Owner { get; private set; } = null!;

    /// <summary>Sends nothing by itself.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>An alert of the other store.</summary>
    public long OtherAlert { get; private set; }

    /// <summary>An entry of the store that is theirs.</summary>
    public Guid OwnEntry { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.NewAsync();
        await StartAsync();
        foreach (var store in (string[])[Own, Other])
        {
            await Owner.AddStoreAsync(new StoreRequest { Code = store, Name = $"Name of {store}", TimeZone = "Asia/Karachi" });
        }

        await Owner.AddProductAsync(new ProductRequest { Sku = Sku, Name = "Sugar", Unit = "kg", Price = 160 });
        OwnEntry = (await PostAsync("stockIn", Own, 41)).Id;
        await PostAsync("stockIn", Other, 41);
        await PostAsync("sale", Own, 1);
        await PostAsync("sale", Other, 1);
        await Owner.EditStockAsync(Other, Sku, new StockPatch { ReorderPoint = 45 });
        await Owner.EditStockAsync(Own, Sku, new StockPatch { ReorderPoint = 45 });
        OtherAlert = (await Owner.ListAlertsAsync(Other)).Items.Single().Id;
        await AddUserAsync("admin", "admin", null, true);
        await AddUserAsync("staff", "staff", [Own]);
        await AddUserAsync("manager", "manager", [Own]);
        await AddUserAsync("auditor", "auditor", [Own]);
        await AddUserAsync("nowhere", "manager", []);
        await AddUserAsync("far-away", "manager", [Other]);
        await AddUserAsync("head-office", "manager", null, true);
        await AddUserAsync("controller", "auditor", null, true);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Stops the server and starts it again on the same file.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task AddUserAsync(string name, string role, IReadOnlyList<string>? stores, bool? all = null, IReadOnlyList<string>? withheld = null) =>
        await Owner.AddUserAsync(new UserRequest { UserName = name, Role = role, Stores = stores, AllStores = all, Withheld = withheld, Password = Password });

    public async Task<ApiKey> AddKeyAsync(string name, params string[] scopes) => await Owner.AddApiKeyAsync(new ApiKeyRequest { Name = name, Scopes = scopes, Stores = [Own] });

    /// <summary>A user's access token; signed in once.</summary>
    public async Task<string> TokenAsync(string user) => (_tokens.TryGetValue(user, out var known) ? known : _tokens[user] = await LoginAsync(user)).AccessToken;

    public async Task<TokenResponse> LoginAsync(string user, string password = Password) => await new BazaarClient(Http).LoginAsync(user, password);

    /// <summary>Sends a request with a bearer token, or without.</summary>
    public Task<Answer> SendAsync(string? token, string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendRawAsync(method, path, json, token is null ? headers : [("Authorization", "Bearer " + token), .. headers]);

    /// <summary>Sends a request as it stands.</summary>
    public async Task<Answer> SendRawAsync(string method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "api/v1/" + path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await Answer.ReadAsync(await Http.SendAsync(request));
    }

    public static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public static string Sale(string store, string more = "") =>
        $$"""{"store":{{JsonSerializer.Serialize(store)}},"type":"sale","lines":[{"sku":"{{Sku}}","quantity":0.001}]{{more}}}""";

    /// <summary>Does to the database what another node, or time, would do.</summary>
    public async Task<int> ExecuteAsync(string sql, object? values = null)
    {
        await using var connection = await ConnectAsync();
        return await connection.ExecuteAsync(sql, values);
    }

    /// <summary>Reads one value of the database.</summary>
    public async Task<T?> ReadAsync<T>(string sql, object? values = null)
    {
        await using var connection = await ConnectAsync();
        return await connection.ExecuteScalarAsync<T>(sql, values);
    }

    /// <summary>True when the bytes of the shop's file hold a text, anywhere; null where the shop is no file.</summary>
    public bool? FileContains(string text) => _database is not null ? null :
        _folder.EnumerateFiles("bazaar.db*").Where(f => !f.Name.EndsWith(".lock", StringComparison.Ordinal)).Any(f =>
        {
            using var stream = new FileStream(f.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        });

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = _database is { } url
            ? new NpgsqlConnection(ToConnectionString(new Uri(url)))
            : new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "bazaar.db")};Pooling=False");
        await connection.OpenAsync();
        if (_database is null)
        {
            await connection.ExecuteAsync("PRAGMA busy_timeout = 5000");
        }

        return connection;
    }

    private static string ToConnectionString(Uri url) => new NpgsqlConnectionStringBuilder
    {
        Host = url.Host,
        Port = url.Port,
        Username = url.UserInfo.Split(':')[0],
        Password = Uri.UnescapeDataString(url.UserInfo.Split(':')[1]),
        Database = url.AbsolutePath.Trim('/'),
        Pooling = false,
    }.ConnectionString;

    private async Task StartAsync()
    {
        // These tests ask far more in a minute than people do, and as from other computers.
        _host = await BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder.FullName, Database = _database, Urls = "http://127.0.0.1:0", Limits = "off", Proxies = "127.0.0.1" });
        Owner = new BazaarClient(_host.CreateOwnerClient());
        Http = _host.CreateClient();
    }

    private async Task StopAsync()
    {
        Owner?.Http.Dispose();
        Http?.Dispose();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private Task<Movement> PostAsync(string type, string store, decimal quantity) => Owner.PostMovementAsync(store, new MovementRequest
    {
        Type = type,
        Reference = store == Other ? Secret : null,
        Lines = [new MovementLineRequest { Sku = Sku, Quantity = quantity }],
    });
}
