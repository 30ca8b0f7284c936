using Bazaar.Storage.Ledger;
using Bazaar.Storage.Sqlite;
using Dapper;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqlitePlace : ITestPlace
{
    private const string NoTriggers = """
        DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER line_no_update; DROP TRIGGER line_no_delete;
        DROP TRIGGER product_no_delete; DROP TRIGGER product_sku_stays;
        """;

    private readonly TestFolder _folder = new();

    private string Path => _folder["shop.db"];

    public Task<ILedgerDatabase> OpenAsync(TimeProvider clock) => Task.FromResult<ILedgerDatabase>(SqliteDatabase.Open(Path, clock));

    public Task ExecuteAsync(string sql)
    {
        TestFolder.Execute(Path, sql);
        return Task.CompletedTask;
    }

    public Task<ITestPlace> CopyAsync()
    {
        var copy = new SqlitePlace();
        File.Copy(Path, copy.Path);
        return Task.FromResult<ITestPlace>(copy);
    }

    public async Task<IAsyncDisposable> HoldWriterAsync(ILedgerDatabase database)
    {
        var gate = ((SqliteDatabase)database).WriterGate;
        await gate.WaitAsync();
        return new Held(gate);
    }

    public Task PoisonAsync(ILedgerDatabase database) => ((SqliteDatabase)database).Writer.ExecuteAsync(
        "CREATE TEMP TRIGGER poison BEFORE INSERT ON main.entry WHEN NEW.note = 'poison' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");

    public string Literal(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    public Task DropGuardsAsync() => ExecuteAsync(NoTriggers);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Held(SemaphoreSlim gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}
