using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Reading;

/// <summary>Over random trade: every report's totals are the sums of its rows, and all groupings and cities agree.</summary>
public sealed class ReportPropertyTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string[] Cities = ["Lahore", "Multan", "Karachi"];

    [Fact]
    public async Task Totals_are_the_sums_of_the_rows_in_every_grouping_of_every_report()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var region = shop.Unique("R");
        var supplier = await TradeAsync(random, region);
        var all = new ReportFilter { Regions = [region], From = Date.AddDays(-40), To = Date };
        foreach (var filter in (ReportFilter[])[all, all with { Category = "Tea" }, all with { Supplier = supplier }, all with { Cities = ["Lahore", "Karachi"] }, all with { From = Date.AddDays(-3) }])
        {
            var sales = await CheckAsync(["day", "week", "month", "store", "city", "region", "product", "category"], async groupBy =>
            {
                var r = await shop.Api.ReportSalesAsync(filter, groupBy);
                return (Figures(r.Totals), r.Rows.Select(Figures));

                static decimal[] Figures(SalesRow s) => [s.Gross, s.Returns, s.Net, s.CostOfSales, s.Profit];
            });
            sales[2].ShouldBe(sales[0] - sales[1], $"seed {seed}");

            await CheckAsync(["category", "store", "city", "region"], async groupBy =>
            {
                var r = await shop.Api.ReportValuationAsync(filter, groupBy);
                return (Figures(r.Totals), r.Rows.Select(Figures));

                static decimal[] Figures(ValuationRow v) => [v.Products, v.CostValue, v.RetailValue, v.Margin];
            });
            await CheckAsync(filter.Category is null ? ["type", "actor", "store", "city", "region"] : ["type", "store", "city", "region"], async groupBy =>
            {
                var r = await shop.Api.ReportMovementsAsync(filter, groupBy);
                return (Figures(r.Totals), r.Rows.Select(Figures));

                static decimal[] Figures(MovementsRow m) => [m.Entries ?? 0, m.Amount, m.CostChange];
            });
            await CheckAsync(["reason", "product", "category", "store", "city", "region"], async groupBy =>
            {
                var r = await shop.Api.ReportShrinkageAsync(filter, groupBy);
                return ([r.Totals.Cost], r.Rows.Select(s => new[] { s.Cost }));
            });
            var stock = await shop.Api.ReportStockAsync(filter);
            stock.Totals.Value.ShouldBe(stock.Rows.Sum(r => r.Value), $"seed {seed}");
        }

        // Cities are parts of the whole.
        var whole = (await shop.Api.ReportSalesAsync(all)).Totals.Gross;
        var parts = 0m;
        foreach (var city in Cities)
        {
            parts += (await shop.Api.ReportSalesAsync(all with { Cities = [city] })).Totals.Gross;
        }

        parts.ShouldBe(whole, $"seed {seed}");

        async Task<decimal[]> CheckAsync(string[] groupings, Func<string, Task<(decimal[] Total, IEnumerable<decimal[]> Rows)>> read)
        {
            decimal[]? first = null;
            foreach (var groupBy in groupings)
            {
                var (total, rows) = await read(groupBy);
                var sums = rows.Aggregate(new decimal[total.Length], (sum, row) => [.. sum.Zip(row, (a, b) => a + b)]);
                sums.ShouldBe(total, $"{groupBy}, seed {seed}");
                first ??= total;
                total.ShouldBe(first, $"{groupBy} against {groupings[0]}, seed {seed}");
            }

            return first!;
        }
    }

    private async Task<string> TradeAsync(Random random, string region)
    {
        var products = new List<string>();
        foreach (var category in (string?[])["Tea", "Tea", "Grains", null])
        {
            var sku = shop.Unique("R");
            await shop.Api.AddProductAsync(new ProductRequest { Sku = sku, Name = "Product", Category = category, Unit = "kg", Price = random.Next(1, 100_000) / 100m });
            products.Add(sku);
        }

        var supplier = (await shop.Api.AddSupplierAsync(new SupplierRequest { Code = shop.Unique("S"), Name = "A supplier" })).Code;
        await shop.Api.AddSourcingAsync(null, new SourcingRequest { Supplier = supplier, Sku = products[0], UnitCost = 1 });
        foreach (var city in Cities.Append("Multan"))
        {
            var code = shop.Unique("T");
            await shop.Api.AddStoreAsync(new StoreRequest { Code = code, Name = "A store", City = city, Region = region });
            var store = new TestStore(shop, code);
            foreach (var sku in products)
            {
                await store.PostAsync("opening", sku, 10_000, At(1).AddDays(-40), cost: random.Next(1, 1_000_000) / 10_000m);
            }

            for (var i = 0; i < 40; i++)
            {
                var type = new[] { "sale", "sale", "sale", "customerReturn", "removal", "stockIn", "count" }[random.Next(7)];
                var quantity = (type == "count" ? 9_000 : 0) + (random.Next(1, 5_000) / 1000m);
                var movement = Request(type, products[random.Next(products.Count)], quantity, At(random.Next(8, 20)).AddDays(-random.Next(0, 39))) with { Supplier = random.Next(2) == 0 ? supplier : null };
                var posted = await store.PostAsync(type == "removal" ? movement with { Reason = new[] { "damaged", "theft", "ownUse", "expired" }[random.Next(4)] } : movement);
                if (random.Next(8) == 0)
                {
                    await store.ReverseAsync(posted);
                }
            }
        }

        return supplier;
    }
}
