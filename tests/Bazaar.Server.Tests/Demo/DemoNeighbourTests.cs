using Bazaar.Contracts;
using Bazaar.Server.Features.Demo;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Demo;

/// <summary>The made-up shop beside this one is opened once, and closed with it.</summary>
public sealed class DemoNeighbourTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly Uri Home = new("http://127.0.0.1:5080/");
    private static readonly Uri Beside = new("http://127.0.0.1:5999/");

    [Fact]
    public async Task However_often_it_is_asked_for_one_is_opened_and_closed_with_the_shop()
    {
        var (begun, opened, closing) = (new TaskCompletionSource(), new TaskCompletionSource(), new Closing());
        var times = 0;
        var neighbour = new DemoNeighbour(
            async (home, tell, _) =>
            {
                home.ShouldBe(Home);
                times++;
                tell(40);
                begun.SetResult();
                await opened.Task;
                return (Beside, closing);
            },
            home: null);
        neighbour.State.State.ShouldBe("none");
        neighbour.Open(Home).State.ShouldBe("filling");
        neighbour.Open(Home).State.ShouldBe("filling");
        await begun.Task;
        neighbour.State.Percent.ShouldBe(40);
        opened.SetResult();
        await neighbour.Opening;

        (neighbour.State.State, neighbour.State.Address).ShouldBe(("open", Beside));
        neighbour.Open(Home).Address.ShouldBe(Beside);
        times.ShouldBe(1);
        await neighbour.DisposeAsync();
        closing.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_fails_says_why_and_may_be_asked_for_again()
    {
        var times = 0;
        await using var neighbour = new DemoNeighbour(
            (_, _, _) => times++ == 0 ? throw new IOException("The disk is full.") : Task.FromResult<(Uri, IAsyncDisposable)>((Beside, new Closing())), home: null);
        neighbour.Open(Home);
        await neighbour.Opening;

        (neighbour.State.State, neighbour.State.Detail).ShouldBe(("failed", "The disk is full."));
        neighbour.Open(Home);
        await neighbour.Opening;
        neighbour.State.State.ShouldBe("open");
    }

    [Fact]
    public async Task A_shop_that_opens_none_says_so()
    {
        (await shop.SendAsync("GET", "demo")).Json.GetProperty("state").GetString().ShouldBe("unavailable");
        (await shop.SendAsync("POST", "demo")).ShouldBeProblem(404, ProblemCodes.NotFound);
    }

    private sealed class Closing : IAsyncDisposable
    {
        public bool IsClosed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsClosed = true;
            return ValueTask.CompletedTask;
        }
    }
}
