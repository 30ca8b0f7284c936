using Bazaar.Cli.TillFiles;
using Bazaar.Contracts;

namespace Bazaar.EndToEnd.Tests.TillFiles;

public sealed class RefusalTextTests
{
    [Theory]
    [InlineData("There is no product TEA.", "There is no product TEA.")]
    [InlineData("lines[0].sku: There is no product TEA.", "lines[0].sku: There is no product TEA.")]
    [InlineData("2 fields need attention.", "2 fields need attention. lines[0].sku: There is no product TEA.")]
    [InlineData(null, "Status 400. lines[0].sku: There is no product TEA.")]
    public void A_refusal_says_every_fault_once(string? detail, string expected) =>
        SalesImport.Explain(new Problem { Status = 400, Detail = detail, Errors = new Dictionary<string, string[]> { ["lines[0].sku"] = ["There is no product TEA."] } }).ShouldBe(expected);
}
