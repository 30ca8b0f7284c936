using Bazaar.Cli.Output;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;
using Bazaar.Simulator.Demo;
using Bazaar.Simulator.Story;

namespace Bazaar.Cli.Commands;

/// <summary>The shop or chain of <c>bazaar serve --demo</c>.</summary>
internal static class Demo
{
    /// <summary>One shop with 90 days behind it.</summary>
    public const string Shop = "shop";

    /// <summary>Fifty stores with a month behind them.</summary>
    public const string Chain = "chain";

    private const string BesideStore = "SHOP";

    /// <summary>Fills an empty shop or chain with a catalogue and made-up trade.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="kind"><see cref="Shop"/> or <see cref="Chain"/>.</param>
    /// <param name="client">The shop.</param>
    /// <param name="ct">Stops it; the next time it goes on.</param>
    public static async Task OpenAsync(Globals globals, string kind, BazaarClient client, CancellationToken ct)
    {
        var progress = new Teller(globals.Terminal);
        var result = kind == Chain
            ? await DemoChain.FillAsync(client, progress: progress, clock: globals.Terminal.Clock, ct: ct)
            : await DemoShop.FillAsync(client, globals.Store, progress: progress, clock: globals.Terminal.Clock, ct: ct);
        progress.End();
        globals.Terminal.Error.WriteLine(result.Message);
        var told = result.IsDemo ? await DemoStory.TellAsync(client, kind == Chain ? DemoStory.Chain : [globals.Store], clock: globals.Terminal.Clock, ct: ct) : null;
        if (told is not null)
        {
            globals.Terminal.Error.WriteLine(told);
        }
    }

    /// <summary>Opens the shop of the demo beside another one, in a folder of its own.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="shop">The other one.</param>
    /// <param name="home">Where that is.</param>
    /// <param name="tell">Is told how much is written, in percent.</param>
    /// <param name="ct">Stops it; the next time it goes on.</param>
    public static async Task<(Uri Address, IAsyncDisposable Shop)> OpenBesideAsync(Globals globals, BazaarOptions shop, Uri home, Action<int> tell, CancellationToken ct)
    {
        var options = new BazaarOptions { DataFolder = Path.Combine(shop.DataFolder, "demo"), Urls = "http://127.0.0.1:0", Limits = shop.Limits, DemoHome = home };
        var host = await BazaarHost.StartAsync(options, ct);
        try
        {
            using var http = host.CreateOwnerClient();
            var client = new BazaarClient(http);
            var result = await DemoShop.FillAsync(client, BesideStore, progress: new Share(tell), clock: globals.Terminal.Clock, ct: ct);
            if (result.IsDemo)
            {
                await DemoStory.TellAsync(client, [BesideStore], clock: globals.Terminal.Clock, ct: ct);
            }

            return (host.Address, host);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The trade is nearly all of the work.</summary>
    private sealed class Share(Action<int> tell) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Step == DemoStep.Trade)
            {
                tell((int)(value.Done * 100L / Math.Max(value.Total, 1)));
            }
        }
    }

    /// <summary>One line that changes for a person; a line a step for a file.</summary>
    private sealed class Teller(Terminal terminal) : IProgress<DemoProgress>
    {
        private readonly Lock _gate = new();
        private string _said = "";

        public void Report(DemoProgress value)
        {
            var step = value.Step switch { DemoStep.Catalogue => "Catalogue", DemoStep.Levels => "Reorder points", _ => "Trade" };
            var line = terminal.CanAsk ? $"{step,-14} {value.Done * 100L / Math.Max(value.Total, 1),3} %" : step;
            lock (_gate)
            {
                if (line == _said)
                {
                    return;
                }

                _said = line;
                terminal.Error.Write(terminal.CanAsk ? $"\r{line}" : $"{line}\n");
            }
        }

        public void End()
        {
            if (terminal.CanAsk && _said.Length > 0)
            {
                terminal.Error.WriteLine();
            }
        }
    }
}
