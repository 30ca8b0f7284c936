using System.Text.Json;
using Bazaar.Contracts;

namespace Bazaar.Server.Tests.Access;

/// <summary>Orders, transfers and counts of a store that is none of theirs: neither made, nor read, nor touched by their ids.</summary>
public sealed class DocumentTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    private const string Supplier = "METRO";
    private static readonly string[] OfOneStore = ["staff", "manager", "auditor", "nowhere"];

    [Fact]
    public async Task Nobody_makes_a_document_in_a_store_that_is_none_of_theirs()
    {
        await AddSupplierAsync();
        var manager = await shop.TokenAsync("manager");
        foreach (var (path, body) in Bodies(ManagedShop.Other))
        {
            (await shop.SendAsync(manager, "POST", path, body)).ShouldBeProblem(403, ProblemCodes.Forbidden);
            (await shop.SendAsync(manager, "POST", path, body.Replace(ManagedShop.Other, "NO-SUCH-STORE", StringComparison.Ordinal))).ShouldBeProblem(403, ProblemCodes.Forbidden);
        }

        foreach (var (path, body) in Bodies(ManagedShop.Own))
        {
            (await shop.SendAsync(manager, "POST", path, body)).ShouldBe(201);
        }
    }

    [Fact]
    public async Task What_belongs_to_another_store_is_out_of_reach_by_its_id()
    {
        await AddSupplierAsync();
        var made = new Dictionary<string, string>();
        foreach (var (path, body) in Bodies(ManagedShop.Other))
        {
            made[path] = (await shop.SendAsync(await shop.TokenAsync("admin"), "POST", path, body)).ShouldBe(201).Json.GetProperty("id").GetString()!;
        }

        var asked = 0;
        foreach (var operation in await Operation.AllAsync(shop))
        {
            // An operation below one of these, on one document by its id.
            if (made.FirstOrDefault(m => operation.Path.StartsWith($"/api/v1/{m.Key}/{{", StringComparison.Ordinal)) is not { Key: { } kind, Value: { } id })
            {
                continue;
            }

            var address = $"/api/v1/{kind}/{id}" + operation.Path[(operation.Path.IndexOf('}', StringComparison.Ordinal) + 1)..];
            foreach (var caller in OfOneStore)
            {
                var answer = await shop.SendAsync(await shop.TokenAsync(caller), operation.Method, address, operation.BodyType is null ? null : "{}", ("If-Match", "*"));
                answer.Status.ShouldBeOneOf([400, 403, 404], $"{operation} by {caller}: {answer.Text}");
                answer.Text.ShouldNotContain(ManagedShop.Secret);
                asked++;
            }
        }

        asked.ShouldBeGreaterThan(50);
        foreach (var (kind, id) in made)
        {
            (await shop.SendAsync(await shop.TokenAsync("admin"), "GET", $"{kind}/{id}")).ShouldBe(200).Json.GetProperty("status").GetString().ShouldBeOneOf("draft", "in-transit", "open");
        }
    }

    private static (string Path, string Body)[] Bodies(string store) =>
    [
        ("purchase-orders", JsonSerializer.Serialize(new { store, supplier = Supplier, note = Note(store), lines = new[] { new { sku = ManagedShop.Sku, quantity = 5, unitCost = 140 } } })),
        ("transfers", JsonSerializer.Serialize(new { from = store, to = "THIRD", note = Note(store), lines = new[] { new { sku = ManagedShop.Sku, quantity = 1 } } })),
        ("counts", JsonSerializer.Serialize(new { store, name = Note(store) })),
    ];

    private static string? Note(string store) => store == ManagedShop.Other ? ManagedShop.Secret : null;

    private async Task AddSupplierAsync()
    {
        foreach (var (path, body) in ((string, string)[])[("suppliers", $$"""{"code":"{{Supplier}}","name":"Metro"}"""), ("stores", """{"code":"THIRD","name":"A third"}""")])
        {
            (await shop.SendAsync(await shop.TokenAsync("admin"), "POST", path, body)).Status.ShouldBeOneOf(201, 409);
        }
    }
}
