using System.CommandLine;
using System.CommandLine.Parsing;
using Bazaar.Cli;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public async Task Help_of_sell_is_as_reviewed()
    {
        using var cli = new CommandLine();

        var outcome = await cli.RunAsync("sell", "--help");

        outcome.Exit.ShouldBe(0);
        outcome.Out.ShouldBe(await SnapshotAsync("sell.txt"));
    }

    [Fact]
    public async Task Nothing_typed_is_a_question_for_help()
    {
        using var cli = new CommandLine();

        var outcome = await cli.RunAsync();

        outcome.Exit.ShouldBe(0);
        outcome.Out.ShouldBe(await SnapshotAsync("bazaar.txt"));
    }

    [Fact]
    public void Every_command_has_a_description_and_examples()
    {
        foreach (var verb in Leaves())
        {
            verb.Description.ShouldNotBeNullOrWhiteSpace();
            verb.Examples.ShouldNotBeNullOrWhiteSpace($"of {verb.Name}");
        }
    }

    [Fact]
    public void Every_example_can_be_typed_as_it_stands()
    {
        foreach (var verb in Leaves())
        {
            foreach (var line in verb.Examples!.Split('\n').Select(l => l.Split("  # ")[0].Split(" > ")[0]).Where(l => !l.StartsWith("eval ", StringComparison.Ordinal)))
            {
                var args = CommandLineParser.SplitCommandLine(line).ToArray();
                args[0].ShouldBe("bazaar");
                var parse = Tree(args[1..]).Parse(args[1..], new ParserConfiguration { ResponseFileTokenReplacer = null });
                ParseErrors.Find(parse).ShouldBeEmpty(line);
            }
        }
    }

    [Theory]
    [InlineData("sel SUGAR", "'sel' is not understood here. Did you mean sell?")]
    [InlineData("product ad", "'ad' is not understood here. Did you mean add?")]
    [InlineData("stock --staus low", "'--staus' is not understood here. Did you mean --status?")]
    [InlineData("product", "Say what to do: bazaar product add|list|show|edit|archive|import|export")]
    [InlineData("report sales --group-by hour", "--group-by: 'hour' is none of day, week, month, store, city, region, product, category.")]
    [InlineData("sell SUGAR --at soon", "--at: 'soon' is not a time.")]
    [InlineData("sell SUGAR --id 12", "--id: '12' is not an id")]
    [InlineData("history --limit many", "--limit: 'many' is not a whole number such as 12.")]
    [InlineData("remove MILK=1", "Option '--reason' is required.")]
    [InlineData("serve --server http://127.0.0.1:1", "bazaar serve starts a server here")]
    [InlineData("stock --store A --store B", "give --store once")]
    public async Task A_wrong_command_line_is_explained_on_stderr_and_ends_with_2(string line, string expected)
    {
        using var cli = new CommandLine();

        var outcome = await cli.RunAsync(CommandLineParser.SplitCommandLine(line).ToArray());

        outcome.Exit.ShouldBe(2);
        outcome.Out.ShouldBeEmpty();
        outcome.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task A_shell_can_ask_how_a_line_goes_on()
    {
        (await CommandLine.RunProcessAsync("[suggest:13]", "bazaar produc")).Out.Trim().ShouldBe("product");
        (await CommandLine.RunProcessAsync("[suggest:15]", "bazaar product ")).Out.Split('\n').ShouldContain("archive");
        (await CommandLine.RunProcessAsync("[suggest:31]", "bazaar remove X=1 --reason dama")).Out.Trim().ShouldBe("damaged");
        (await CommandLine.RunProcessAsync("completion", "bash")).Out.ShouldContain("complete -o default -F _bazaar bazaar");
    }

    private static async Task<string> SnapshotAsync(string name) => await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Cli", "Snapshots", name));

    private static RootCommand Tree(string[] args) => CommandTree.Build(new App(CommandLine.Silent()), args);

    private static IEnumerable<Verb> Leaves()
    {
        var waiting = new Queue<Command>(Tree(["["]).Subcommands);
        while (waiting.TryDequeue(out var command))
        {
            foreach (var sub in command.Subcommands)
            {
                waiting.Enqueue(sub);
            }

            if (command.Action is not null)
            {
                yield return command.ShouldBeOfType<Verb>();
            }
        }
    }
}
