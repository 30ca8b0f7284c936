using Bazaar.Cli.TillFiles;

namespace Bazaar.EndToEnd.Tests.TillFiles;

/// <summary>A folder of small till files, and imports of them.</summary>
internal sealed class TillFolder : IDisposable
{
    public const string UciHeader = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    public const string Header = "receipt,sku,name,qty,time,price\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-till-");

    public string Path => _folder.FullName;

    public string Refusals => System.IO.Path.Combine(Path, "refused.out");

    public TillFolder Add(string name, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), content);
        return this;
    }

    public void Remove(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    /// <summary>Imports all files of the folder.</summary>
    public async Task<SalesAccount> ImportAsync(TillShop shop, string preset = "generic", bool opening = false, bool dryRun = false, string? map = null, CancellationTokenSource? stop = null)
    {
        var import = new SalesImport(
            new SalesImportOptions { Paths = [Path], Preset = TillPresets.Load(preset, map), Store = "SHOP", MakeUpOpening = opening, DryRun = dryRun, RefusalsPath = Refusals },
            new ImportProgress(TextWriter.Null, false, TimeProvider.System),
            TimeProvider.System);
        var ct = stop?.Token ?? TestContext.Current.CancellationToken;
        await import.RunAsync(import.Scan(ct), shop.Client(), ct);
        var account = import.Account;
        (account.LinesTaken.Values.Sum() + account.LinesRefused.Values.Sum() + account.LinesNotReached).ShouldBe(account.LinesRead);
        return account;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
