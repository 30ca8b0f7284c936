using System.CommandLine;
using Bazaar.Cli.Output;

namespace Bazaar.Cli;

/// <summary>The executable <c>bazaar</c>.</summary>
internal static class Program
{
    // A server gets this long to finish what it has begun after Ctrl+C or SIGTERM.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    public static Task<int> Main(string[] args) => RunAsync(args, Terminal.OfProcess());

    /// <summary>Runs one command line.</summary>
    /// <param name="args">What was typed after <c>bazaar</c>.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <returns>One of <see cref="Exit"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        if (args.Length == 0)
        {
            args = ["--help"];
        }

        // A response file would make "@prices" in a note read a file of that name.
        var parse = CommandTree.Build(new App(terminal), args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var exit = parse.Action is not { ClearsParseErrors: true } && ParseErrors.Find(parse) is { Count: > 0 } errors
            ? ParseErrors.Print(parse, errors, terminal)
            : await parse.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTimeout,
            });
        await terminal.Out.FlushAsync();
        return exit;
    }
}
