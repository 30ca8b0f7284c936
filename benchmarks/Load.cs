using System.Diagnostics;
using System.Text.Json;

namespace Bazaar.Bench;

/// <summary>Load on a server, for one turn, from a process of its own.</summary>
internal static class Load
{
    /// <summary>How long one measurement takes.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    /// <summary>Load that sells, and is believed only when the ledgers grew by as much.</summary>
    public static Task<Sample> SellAsync(ServerProcess server, LoadShape shape, int connections) => RunAsync(server, shape, connections, sells: true);

    /// <summary>Load that reads, or is refused.</summary>
    public static Task<Sample> AskAsync(ServerProcess server, LoadShape shape, int connections) => RunAsync(server, shape, connections, sells: false);

    private static async Task<Sample> RunAsync(ServerProcess server, LoadShape shape, int connections, bool sells)
    {
        var before = sells ? await EntriesAsync(server) : 0;
        var cpu = server.Cpu;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["load", server.Url.ToString(), shape.ToString(), connections.ToString(), Turn.TotalSeconds.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var used = server.Cpu - cpu;
        var result = JsonSerializer.Deserialize<LoadResult>(text) ?? throw new InvalidOperationException("The load client said nothing.");
        var movements = result.Requests * (shape is LoadShape.Bulk or LoadShape.ChainBulk ? RequestTemplate.BulkMovements : 1);
        if (result.Unexpected > 0 || (sells && await EntriesAsync(server) - before != movements))
        {
            throw new InvalidOperationException($"{shape}: {result.Unexpected} of {result.Requests} answers were not as expected, or the ledgers grew by something else than {movements}.");
        }

        return new Sample(movements / result.Seconds, result.P50, result.P99, used.TotalMicroseconds / movements);
    }

    /// <summary>All entries of all stores: the sum of their sequences.</summary>
    private static async Task<long> EntriesAsync(ServerProcess server) => (await server.Client.ListHeadsAsync()).Items.Sum(h => h.Seq);
}
