namespace Bazaar.Storage.Tests.Suites;

/// <summary>Tests that every engine must pass. An engine is a subclass; where it differs, it overrides and says why.</summary>
public abstract class EngineSuite
{
    /// <summary>A fresh database.</summary>
    private protected abstract Task<ITestPlace> CreateAsync();
}
