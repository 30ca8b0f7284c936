using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Audit;

/// <summary>/audit over HTTP: who changed what that is not stock.</summary>
public sealed class AuditTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Every_change_that_is_not_stock_is_on_record()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 160);
        (await shop.SendAsync("PATCH", $"products/{sku}", """{"price":170.5}""", ("If-Match", "*"))).ShouldBe(200);
        (await shop.SendAsync("PATCH", $"stores/{store.Code}/stock/{sku}", """{"reorderPoint":5}""", ("If-Match", "*"))).ShouldBe(200);
        var alert = (await shop.Api.ListAlertsAsync(store.Code)).Items.ShouldHaveSingleItem();
        await shop.Api.SettleAlertAsync(alert.Id, "acknowledge");
        (await shop.SendAsync("DELETE", $"products/{sku}", (string?)null, ("If-Match", "*"))).ShouldBe(204);
        (await shop.SendAsync("PATCH", $"stores/{store.Code}", """{"closed":true}""", ("If-Match", "*"))).ShouldBe(200);

        var ofProduct = await ListAsync(new AuditQuery(Subject: sku));
        ofProduct.Select(r => r.Action).ShouldBe(["product.archive", "stock.levels", "product.edit", "product.add"]);
        ofProduct.ShouldAllBe(r => r.Actor == "owner" && r.Address == "127.0.0.1");
        (ofProduct[2].Before, ofProduct[2].After).ShouldBe(("""{"price":160.00}""", """{"price":170.50}"""));
        (ofProduct[1].Store, ofProduct[1].After).ShouldBe((store.Code, """{"reorderPoint":5}"""));
        (await ListAsync(new AuditQuery(Store: store.Code))).Select(r => r.Action).ShouldBe(["store.close", "alert.acknowledge", "stock.levels", "store.add"]);
    }

    [Fact]
    public async Task Moving_stock_and_refused_changes_leave_no_record()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        var before = (await shop.Api.ListHeadsAsync()).Audit.Seq;

        await store.PostAsync("stockIn", sku, 5);
        (await shop.SendAsync("PATCH", $"products/{sku}", """{"price":1}""", ("If-Match", "\"99\""))).ShouldBe(412);
        (await shop.SendAsync("POST", "products", $$"""{"sku":"{{sku}}","name":"Again","price":1}""")).ShouldBe(409);

        (await shop.Api.ListHeadsAsync()).Audit.Seq.ShouldBe(before);
    }

    [Fact]
    public async Task Who_did_it_is_never_taken_from_the_body()
    {
        var sku = shop.Unique("P");

        (await shop.SendAsync("POST", "products", $$"""{"sku":"{{sku}}","name":"Tea","price":1,"actor":"sana"}""")).ShouldBeProblem(400, "malformed");
        (await shop.SendAsync("POST", "products", $$"""{"sku":"{{sku}}","name":"Tea","price":1}""", ("X-Actor", "sana"), ("X-Forwarded-For", "10.9.8.7"))).ShouldBe(201);

        var record = (await ListAsync(new AuditQuery(Subject: sku))).ShouldHaveSingleItem();
        (record.Actor, record.Address).ShouldBe(("owner", "127.0.0.1"));
    }

    [Fact]
    public async Task The_trail_is_paged_newest_first_without_gaps_and_its_hashes_can_be_recomputed_from_it_alone()
    {
        for (var i = 0; i < 5; i++)
        {
            await shop.NewProductAsync();
        }

        var heads = await shop.Api.ListHeadsAsync();
        var records = new List<AuditRecord>();
        await foreach (var record in BazaarClient.AllAsync(cursor => shop.Api.ListAuditAsync(new AuditQuery(), 3, cursor)))
        {
            records.Add(record);
        }

        records.Reverse();
        records.Select(r => r.Seq).ShouldBe(Enumerable.Range(1, records.Count).Select(i => (long)i));
        var last = new string('0', 64);
        foreach (var record in records)
        {
            record.PreviousHash.ShouldBe(last);
            record.Hash.ShouldBe(last = HashOf(record));
        }

        (heads.Audit.Seq, heads.Audit.Hash).ShouldBe((records[^1].Seq, last));
        (await shop.Api.GetAuditRecordAsync(records[0].Seq)).ShouldBe(records[0]);
        (await shop.SendAsync("GET", "audit/999999999")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task The_proof_includes_the_trail()
    {
        await shop.NewProductAsync();
        var heads = await shop.Api.ListHeadsAsync();

        var proof = await shop.Api.VerifyAsync();

        proof.Ok.ShouldBeTrue();
        var audit = proof.Audit.ShouldNotBeNull();
        (audit.Records, audit.Hash).ShouldBe((audit.Seq, heads.Audit.Hash));
        (await shop.Api.VerifyAsync((await shop.NewStoreAsync()).Code)).Audit.ShouldBeNull();
    }

    [Fact]
    public async Task The_trail_is_also_a_table()
    {
        var sku = await shop.NewProductAsync();

        var csv = (await shop.SendAsync("GET", $"audit?subject={sku}&format=csv")).ShouldBe(200);

        csv.MediaType.ShouldBe("text/csv");
        csv.Text.Split('\n')[0].TrimEnd().ShouldBe("seq,at,actor,address,action,subject,store,before,after,previousHash,hash");
        csv.Text.ShouldContain($",product.add,{sku},,,\"{{\"\"name\"\":");
        (await shop.SendAsync("GET", $"audit?subject={sku}", (string?)null, ("Accept", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))).ShouldBe(200).Text.ShouldStartWith("PK");
    }

    [Fact]
    public async Task Times_are_days_or_times_with_an_offset_and_both_ends_count()
    {
        var sku = await shop.NewProductAsync();
        var at = (await ListAsync(new AuditQuery(Subject: sku))).Single().At;

        (await ListAsync(new AuditQuery(Subject: sku, From: at, To: at))).ShouldHaveSingleItem();
        (await ListAsync(new AuditQuery(Subject: sku, From: at.AddMicroseconds(1)))).ShouldBeEmpty();
        (await ListAsync(new AuditQuery(Subject: sku, To: at.AddMicroseconds(-1)))).ShouldBeEmpty();
        var day = $"{at.UtcDateTime:yyyy-MM-dd}";
        (await shop.SendAsync("GET", $"audit?subject={sku}&from={day}&to={day}")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("from=01.03.2026", "from")]
    [InlineData("to=2026-03-01T09:00:00", "to")]
    [InlineData("to=9999-12-31", "to")]
    [InlineData("cursor=!", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("format=pdf", "format")]
    public async Task A_question_that_is_none_is_refused_by_field(string query, string field) =>
        (await shop.SendAsync("GET", "audit?" + query)).ShouldBeProblem(400, "invalid").Json.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();

    private async Task<IReadOnlyList<AuditRecord>> ListAsync(AuditQuery query) => (await shop.Api.ListAuditAsync(query, 200)).Items;

    /// <summary>As docs/reference/chain.md says, without the server's own code.</summary>
    private static string HashOf(AuditRecord r)
    {
        var text = new StringBuilder("bazaar-audit-1\n");
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(r, Bazaar.Contracts.Json.BazaarJson.Wire.AuditRecord));
        foreach (var name in (string[])["previousHash", "seq", "at", "actor", "address", "action", "subject", "store", "before", "after"])
        {
            var value = json.RootElement.GetProperty(name);
            if (value.ValueKind != JsonValueKind.Null)
            {
                var plain = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                text.Append(name).Append('\t').Append(plain.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r")).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
