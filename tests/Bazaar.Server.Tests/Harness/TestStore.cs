using Bazaar.Contracts;

namespace Bazaar.Server.Tests.Harness;

/// <summary>One store of a <see cref="Shop"/>, with the words tests use.</summary>
public sealed class TestStore(Shop shop, string code)
{
    // Yesterday lies wholly in the past, and no test runs into midnight.
    private static readonly DateOnly Day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));

    public string Code { get; } = code;

    public Shop Shop { get; } = shop;

    /// <summary>The business date of <see cref="At"/>.</summary>
    public static DateOnly Date => Day;

    /// <summary>A time of day in Karachi, yesterday.</summary>
    public static DateTimeOffset At(int hour, int minute = 0) => new(Day, new TimeOnly(hour, minute), TimeSpan.FromHours(5));

    public Task<Movement> PostAsync(MovementRequest movement) => Shop.Api.PostMovementAsync(Code, movement);

    public Task<Movement> PostAsync(string type, string sku, decimal quantity, DateTimeOffset? at = null, decimal? cost = null, string? onShortage = null) =>
        PostAsync(Request(type, sku, quantity, at, cost, onShortage));

    public static MovementRequest Request(string type, string sku, decimal quantity, DateTimeOffset? at = null, decimal? cost = null, string? onShortage = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = type,
        OccurredAt = at,
        OnShortage = onShortage,
        Reason = type == "removal" ? "damaged" : null,
        Lines = [type == "count" ? new MovementLineRequest { Sku = sku, Counted = quantity } : new MovementLineRequest { Sku = sku, Quantity = quantity, UnitCost = cost }],
    };

    public Task<Answer> SendAsync(string json, params (string Name, string Value)[] headers) => Shop.SendAsync("POST", $"stores/{Code}/movements", json, headers);

    public Task<Answer> SaleAsync(string lines, string more = "") => SendAsync($$"""{"type":"sale","lines":[{{lines}}]{{more}}}""");

    public async Task<decimal> OnHandAsync(string sku) => (await StockAsync(sku)).OnHand;

    public Task<StockItem> StockAsync(string sku) => Shop.Api.GetStockAsync(Code, sku);

    public async Task<decimal> OnHandAsync(string sku, DateTimeOffset at, DateTimeOffset? asKnownAt = null) => (await Shop.Api.GetStockAsOfAsync(Code, sku, at, asKnownAt)).OnHand;

    public Task<Movement> ReverseAsync(Movement movement) => Shop.Api.ReverseMovementAsync(Code, movement.Id, new ReversalRequest { Reason = "a mistake" });

    /// <summary>The store's newest sequence.</summary>
    public async Task<long> SeqAsync() => (await Shop.Api.GetStoreAsync(Code)).Seq;

    /// <summary>Insists that the ledger of this store proves itself.</summary>
    public async Task ShouldProveItselfAsync()
    {
        var proof = await Shop.Api.VerifyAsync(Code);
        proof.Findings.ShouldBeEmpty();
        proof.Ok.ShouldBeTrue();
    }
}
