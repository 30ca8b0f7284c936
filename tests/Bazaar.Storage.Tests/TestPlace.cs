using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Tests;

/// <summary>A fresh database of one engine. The suites know no more of it than this.</summary>
internal interface ITestPlace : IAsyncDisposable
{
    /// <summary>Opens it, as another node would when it is open already.</summary>
    Task<ILedgerDatabase> OpenAsync(TimeProvider clock);

    /// <summary>Runs statements as any program could, without Bazaar.</summary>
    Task ExecuteAsync(string sql);

    /// <summary>Makes a copy with everything in it. It must not be open.</summary>
    Task<ITestPlace> CopyAsync();

    /// <summary>Keeps the group commit waiting until disposed.</summary>
    Task<IAsyncDisposable> HoldWriterAsync(ILedgerDatabase database);

    /// <summary>Makes the database refuse an entry whose note is "poison".</summary>
    Task PoisonAsync(ILedgerDatabase database);

    /// <summary>Bytes as the engine's SQL writes them.</summary>
    string Literal(byte[] bytes);

    /// <summary>Takes away what keeps the ledger from being rewritten.</summary>
    Task DropGuardsAsync();
}
