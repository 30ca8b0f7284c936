using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Reports;

/// <summary><c>bazaar report</c>: what the shop did and has.</summary>
internal static class ReportCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(Sales(app));
        noun.Add(Stock(app));
        noun.Add(Valuation(app));
        noun.Add(Movements(app));
        noun.Add(Shrinkage(app));
        noun.Add(Suppliers(app));
        noun.Add(Accuracy(app));
    }

    private static Verb Sales(App app) => ReportVerb.Build(
        app,
        new("sales", "What was sold, what came back, what it earned.", ["day", "week", "month", "store", "city", "region", "product", "category"])
        {
            Examples = """
                bazaar report sales --from 2026-03-01 --to 2026-03-31
                bazaar report sales --group-by product --out march.xlsx
                bazaar report sales --group-by month --store LHR-001 --store LHR-002
                bazaar report sales --group-by city --region Punjab
                """,
        },
        (client, filter, groupBy, ct) => client.ReportSalesAsync(filter, groupBy!, ct),
        BazaarJson.Wire.ReportSalesRow,
        new("", r => r.Key),
        new("Name", r => r.Name),
        new("Receipts", r => r.Receipts?.ToString(), Right: true),
        new("Quantity", r => Quantity(r.Quantity), Right: true),
        new("Gross", r => Text.Money(r.Gross), Right: true),
        new("Returns", r => Text.Money(r.Returns), Right: true),
        new("Net", r => Text.Money(r.Net), Right: true),
        new("Cost", r => Text.Money(r.CostOfSales), Right: true),
        new("Profit", r => Text.Money(r.Profit), Right: true));

    private static Verb Stock(App app) => ReportVerb.Build(
        app,
        new("stock", "What every store has, at cost.", []) { HasDates = false, Examples = "bazaar report stock --category Drinks --out stock.csv" },
        (client, filter, _, ct) => client.ReportStockAsync(filter, ct),
        BazaarJson.Wire.ReportStockRow,
        new("Store", r => r.Store),
        new("SKU", r => r.Sku),
        new("Name", r => r.Name),
        new("Category", r => r.Category),
        new("On hand", r => Quantity(r.OnHand), Right: true),
        new("Unit", r => r.Unit),
        new("Status", r => r.Status),
        new("Unit cost", r => r.UnitCost is { } cost ? Text.Cost(cost) : null, Right: true),
        new("Value", r => Text.Money(r.Value), Right: true));

    private static Verb Valuation(App app) => ReportVerb.Build(
        app,
        new("valuation", "What the stock is worth, at cost and at price.", ["category", "store", "city", "region"]) { HasDates = false, Examples = "bazaar report valuation --group-by store" },
        (client, filter, groupBy, ct) => client.ReportValuationAsync(filter, groupBy!, ct),
        BazaarJson.Wire.ReportValuationRow,
        new("", r => r.Key),
        new("Products", r => r.Products.ToString(), Right: true),
        new("At cost", r => Text.Money(r.CostValue), Right: true),
        new("At price", r => Text.Money(r.RetailValue), Right: true),
        new("Margin", r => Text.Money(r.Margin), Right: true));

    private static Verb Movements(App app) => ReportVerb.Build(
        app,
        new("movements", "What moved, by kind, reason or who posted it.", ["type", "reason", "actor", "store", "city", "region"]) 
        {
            SupplierMeans = "Only entries that name this supplier, and those that took them back.",
            Examples = """
                bazaar report movements --group-by reason --from 2026-03-01
                bazaar report movements --supplier METRO
                """,
        },
        (client, filter, groupBy, ct) => client.ReportMovementsAsync(filter, groupBy!, ct),
        BazaarJson.Wire.ReportMovementsRow,
        new("", r => r.Key),
        new("Entries", r => r.Entries?.ToString(), Right: true),
        new("Amount", r => Text.Money(r.Amount), Right: true),
        new("Stock value", r => Text.Money(r.CostChange), Right: true));

    private static Verb Shrinkage(App app) => ReportVerb.Build(
        app,
        new("shrinkage", "What was lost: removed, or found missing by counts.", ["reason", "product", "category", "store", "city", "region"]) { Examples = "bazaar report shrinkage --group-by product" },
        (client, filter, groupBy, ct) => client.ReportShrinkageAsync(filter, groupBy!, ct),
        BazaarJson.Wire.ReportShrinkageRow,
        new("Store", r => r.Store),
        new("City", r => r.City),
        new("Region", r => r.Region),
        new("Category", r => r.Category),
        new("SKU", r => r.Sku),
        new("Name", r => r.Name),
        new("Reason", r => r.Reason),
        new("Quantity", r => Quantity(r.Quantity), Right: true),
        new("Cost", r => Text.Money(r.Cost), Right: true));

    private static Verb Suppliers(App app) => ReportVerb.Build(
        app,
        new("suppliers", "What was ordered, what came of it, and whether it came in time.", []) { SupplierMeans = "Only this supplier.", Examples = "bazaar report suppliers --from 2026-03-01 --to 2026-03-31" },
        (client, filter, _, ct) => client.ReportSuppliersAsync(filter, ct),
        BazaarJson.Wire.ReportSuppliersRow,
        new("Supplier", r => r.Supplier),
        new("Name", r => r.Name),
        new("Orders", r => r.Orders.ToString(), Right: true),
        new("Ordered", r => Text.Money(r.Ordered), Right: true),
        new("Received", r => Text.Money(r.Received), Right: true),
        new("Outstanding", r => Text.Money(r.Outstanding), Right: true),
        new("Under", r => Text.Money(r.UnderDelivered), Right: true),
        new("Over", r => Text.Money(r.OverDelivered), Right: true),
        new("On time", r => r.Due == 0 ? null : $"{r.OnTime} of {r.Due}", Right: true));

    private static Verb Accuracy(App app) => ReportVerb.Build(
        app,
        new("accuracy", "How often the book was right when someone counted.", ["store", "category", "product"]) { Examples = "bazaar report accuracy --group-by category --from 2026-03-01" },
        (client, filter, groupBy, ct) => client.ReportAccuracyAsync(filter, groupBy!, ct),
        BazaarJson.Wire.ReportAccuracyRow,
        new("Store", r => r.Store),
        new("Category", r => r.Category),
        new("SKU", r => r.Sku),
        new("Name", r => r.Name),
        new("Counted", r => r.Counted.ToString(), Right: true),
        new("Right", r => r.Right.ToString(), Right: true),
        new("Accuracy", r => r.Accuracy is { } percent ? $"{percent:0.0} %" : null, Right: true),
        new("Surplus", r => Text.Money(r.Surplus), Right: true),
        new("Shortfall", r => Text.Money(r.Shortfall), Right: true));

    private static string? Quantity(decimal? quantity) => quantity is { } q ? Text.Quantity(q) : null;
}
