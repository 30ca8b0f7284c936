using Bazaar.Domain.Access;
using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Access;

/// <summary>The table of who may do what.</summary>
public sealed class RightsTests
{
    [Fact]
    public void Every_permission_stands_in_the_table_once()
    {
        Rights.Table.Select(r => r.Permission).Order().ShouldBe(Enum.GetValues<Permission>().Where(p => p != Permission.Public).Order());
        Rights.Table.Select(r => r.Scope).ShouldBeUnique();
        Rights.Table.ShouldAllBe(r => Rights.Find(r.Scope) == r.Permission && r.Permission.Scope() == r.Scope);
    }

    [Fact]
    public void An_admin_may_do_everything_and_an_auditor_changes_nothing()
    {
        Rights.Of(Role.Admin, allStores: true, []).Count.ShouldBe(Rights.Table.Count);
        Rights.Of(Role.Auditor, allStores: true, []).ShouldAllBe(p => p == Permission.Self || p.ToString().EndsWith("Read", StringComparison.Ordinal));
        Rights.Table.Where(r => r.Permission.ToString().EndsWith("Read", StringComparison.Ordinal)).ShouldAllBe(r => r.Roles.Contains(Role.Auditor), "an auditor reads everything");
    }

    [Fact]
    public void Staff_may_do_no_more_than_managers() =>
        Rights.Of(Role.Staff, allStores: true, []).ShouldBeSubsetOf(Rights.Of(Role.Manager, allStores: true, []));

    [Fact]
    public void What_touches_every_store_needs_the_right_to_every_store()
    {
        Rights.Of(Role.Manager, allStores: true, []).ShouldContain(Permission.CatalogWrite);
        Rights.Of(Role.Manager, allStores: false, []).ShouldNotContain(Permission.CatalogWrite);
        Rights.Of(["catalog.write", "stock.read"], allStores: false).Order().ShouldBe([Permission.Self, Permission.StockRead]);
    }

    [Fact]
    public void What_is_withheld_is_not_there() => Rights.Of(Role.Staff, allStores: true, ["stock.post-facts"]).ShouldNotContain(Permission.StockPostFacts);

    [Fact]
    public void A_key_never_makes_keys() => Rights.Of([.. Rights.Table.Select(r => r.Scope)], allStores: true).ShouldNotContain(Permission.AccessWrite);

    [Fact]
    public void A_scope_that_no_longer_is_one_gives_nothing() => Rights.Of(["stock.fly"], allStores: true).ShouldBe([Permission.Self]);

    [Theory]
    [InlineData(EntryKind.Sale, Permission.StockPost)]
    [InlineData(EntryKind.StockIn, Permission.StockPost)]
    [InlineData(EntryKind.Removal, Permission.StockPost)]
    [InlineData(EntryKind.CustomerReturn, Permission.StockPost)]
    [InlineData(EntryKind.Count, Permission.StockCorrect)]
    [InlineData(EntryKind.Adjustment, Permission.StockCorrect)]
    [InlineData(EntryKind.Reversal, Permission.StockCorrect)]
    [InlineData(EntryKind.Opening, Permission.StockCorrect)]
    public void Correcting_the_book_takes_more_than_posting(EntryKind kind, Permission needed) => Rights.ToPost(kind).ShouldBe(needed);

    [Fact]
    public void Roles_are_found_by_their_exact_names()
    {
        Enum.GetValues<Role>().ShouldAllBe(r => Roles.Find(r.Name()) == r);
        Roles.Find("Admin").ShouldBeNull();
        Roles.Find(null).ShouldBeNull();
    }
}
