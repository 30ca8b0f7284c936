using Bazaar.Contracts.Client;
using Bazaar.EndToEnd.Tests.Processes;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>Two server processes on one database.</summary>
internal sealed class NodePair(ShopFolder folder, ShopFolder otherFolder, ServeProcess first, ServeProcess second) : IAsyncDisposable
{
    public ServeProcess First => first;

    public ServeProcess Second => second;

    public BazaarClient One => first.Client;

    public BazaarClient Other => second.Client;

    public BazaarClient Client(int n) => n % 2 == 0 ? One : Other;

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        folder.Dispose();
        otherFolder.Dispose();
    }
}
