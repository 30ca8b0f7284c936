using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>Suppliers: written, changed on the version that was read, archived, never deleted.</summary>
public sealed class SupplierTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_supplier_is_changed_on_the_version_that_was_read_and_archived_not_deleted()
    {
        var code = shop.Unique("SUP");
        var added = await shop.SendAsync("POST", "suppliers", $$"""{"code":"{{code}}","name":"Metro","phone":"042-111","email":"orders@metro.pk","leadTimeDays":2,"note":"cash only"}""");
        added.ShouldBe(201).Header("ETag").ShouldBe("\"1\"");
        added.Header("Location").ShouldBe($"/api/v1/suppliers/{code}");
        var path = "suppliers/" + code.ToLowerInvariant();

        (await shop.SendAsync("PATCH", path, """{"phone":null}""")).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        (await shop.SendAsync("PATCH", path, """{"phone":null}""", ("If-Match", "\"9\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        (await shop.SendAsync("PATCH", path, """{"phone":null,"leadTimeDays":3}""", ("If-Match", "\"1\""))).ShouldBe(200).Header("ETag").ShouldBe("\"2\"");
        (await shop.SendAsync("PATCH", path, """{"leadTimeDays":3}""", ("If-Match", "\"2\""))).ShouldBe(200).Header("ETag").ShouldBe("\"2\"", "nothing changed");
        (await shop.Api.GetSupplierAsync(code)).ShouldBe(new Supplier { Code = code, Name = "Metro", Email = "orders@metro.pk", LeadTimeDays = 3, Note = "cash only", Active = true, Version = 2 });

        (await shop.SendAsync("DELETE", path)).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        (await shop.SendAsync("DELETE", path, (string?)null, ("If-Match", "\"1\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        (await shop.SendAsync("DELETE", path, (string?)null, ("If-Match", "\"2\""))).ShouldBe(204);
        (await shop.Api.GetSupplierAsync(code)).Active.ShouldBeFalse();
        (await shop.Api.ListSuppliersAsync(q: code)).Items.ShouldBeEmpty();
        (await shop.Api.ListSuppliersAsync(q: code.ToLowerInvariant(), active: false)).Items.ShouldHaveSingleItem();
        (await shop.SendAsync("POST", "suppliers", $$"""{"code":"{{code}}","name":"Twin"}""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
        (await shop.SendAsync("PATCH", path, """{"active":true}""", ("If-Match", "*"))).ShouldBe(200);
        (await shop.Api.ListSuppliersAsync(q: "etro")).Items.Select(s => s.Code).ShouldContain(code);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "code")]
    [InlineData("""{"code":"a b","name":"x"}""", "code")]
    [InlineData("""{"code":"A"}""", "name")]
    [InlineData("""{"code":"A","name":"  "}""", "name")]
    [InlineData("""{"code":"A","name":"x","leadTimeDays":-1}""", "leadTimeDays")]
    [InlineData("""{"code":"A","name":"x","leadTimeDays":366}""", "leadTimeDays")]
    [InlineData("""{"code":"A","name":"x","email":"nobody"}""", "email")]
    [InlineData("""{"code":"A","name":"x","email":"a@"}""", "email")]
    public async Task A_wrong_field_is_named(string json, string field)
    {
        var problem = (await shop.SendAsync("POST", "suppliers", json)).ShouldBeProblem(400, ProblemCodes.Invalid);
        problem.Json.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(problem.Text);
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_what_is_misspelt_400()
    {
        (await shop.SendAsync("GET", "suppliers/NOBODY")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("PATCH", "suppliers/NOBODY", "{}", ("If-Match", "*"))).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("DELETE", "suppliers/NOBODY", (string?)null, ("If-Match", "*"))).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("POST", "suppliers", """{"code":"A","name":"x","fax":"1"}""")).ShouldBeProblem(400, ProblemCodes.Malformed);
        (await shop.SendAsync("GET", "suppliers?limit=0")).ShouldBeProblem(400, ProblemCodes.Invalid);
    }

    [Fact]
    public async Task The_list_is_paged_by_code()
    {
        var prefix = shop.Unique("PAGED");
        foreach (var n in new[] { 3, 1, 2 })
        {
            await shop.Api.AddSupplierAsync(new SupplierRequest { Code = $"{prefix}-{n}", Name = "x" });
        }

        var first = await shop.Api.ListSuppliersAsync(q: prefix, limit: 2);
        var rest = await shop.Api.ListSuppliersAsync(q: prefix, limit: 2, cursor: first.Next);
        first.Items.Concat(rest.Items).Select(s => s.Code).ShouldBe([$"{prefix}-1", $"{prefix}-2", $"{prefix}-3"]);
        rest.Next.ShouldBeNull();
    }
}
