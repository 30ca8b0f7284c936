using Bazaar.Contracts;

namespace Bazaar.Server.Features.Demo;

/// <summary>Opens the made-up shop.</summary>
/// <param name="home">Where the shop is that it stands beside.</param>
/// <param name="tell">Is told how much is written, in percent.</param>
/// <param name="ct">Gives up; the next time it goes on.</param>
/// <returns>Where it is, and what closes it.</returns>
public delegate Task<(Uri Address, IAsyncDisposable Shop)> OpenDemo(Uri home, Action<int> tell, CancellationToken ct);

/// <summary>
/// The made-up shop beside this one, opened when somebody first asks for it. It has a folder and an address of its own: a ledger is never
/// emptied, so a trial in the shop's own would stand in it for good.
/// </summary>
/// <param name="open">Opens it; null where it cannot be opened.</param>
/// <param name="home">When this is the made-up shop itself: where the other one is.</param>
internal sealed class DemoNeighbour(OpenDemo? open, Uri? home) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private IAsyncDisposable? _shop;
    private DemoState _state = new() { State = open is null ? "unavailable" : "none", Percent = 0, Home = home };

    /// <summary>Ends when the opening that is under way has ended, well or not.</summary>
    public Task Opening { get; private set; } = Task.CompletedTask;

    /// <summary>How it stands.</summary>
    public DemoState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Opens it, unless it is open or about to be.</summary>
    /// <param name="self">Where this shop is, as the caller sees it.</param>
    public DemoState Open(Uri self)
    {
        lock (_gate)
        {
            if (open is not null && _state.State is "none" or "failed")
            {
                _state = new DemoState { State = "filling", Percent = 0 };
                Opening = Task.Run(() => OpenAsync(self));
            }

            return _state;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Opening;
        await (_shop?.DisposeAsync() ?? ValueTask.CompletedTask);
        _closing.Dispose();
    }

    private async Task OpenAsync(Uri self)
    {
        try
        {
            (var address, _shop) = await open!(self, percent => Tell(new DemoState { State = "filling", Percent = percent }), _closing.Token);
            Tell(new DemoState { State = "open", Percent = 100, Address = address });
        }
        catch (Exception failure)
        {
            // Whoever asked is told, and may ask again.
            Tell(new DemoState { State = "failed", Percent = 0, Detail = failure.Message });
        }
    }

    private void Tell(DemoState state)
    {
        lock (_gate)
        {
            _state = state;
        }
    }
}
