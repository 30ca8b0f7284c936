namespace Bazaar.Domain.Ledger;

/// <summary>The catalogue as the ledger reads it; one implementation per storage engine, read under the same lock as the balances.</summary>
public interface IProductBook
{
    /// <summary>Finds a product by its code, letter case ignored.</summary>
    /// <param name="sku">The code.</param>
    LedgerProduct? BySku(string sku);

    /// <summary>Finds a product, and the pack where the code is a pack's, by a barcode as it was scanned.</summary>
    /// <param name="barcode">The barcode.</param>
    (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode);
}
