using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Bazaar.Cli.Output;

namespace Bazaar.Cli;

/// <summary><c>--help</c>: what the library writes, then the command's examples.</summary>
internal sealed class Help(Terminal terminal) : SynchronousCommandLineAction
{
    private readonly HelpAction _inner = new() { MaxWidth = terminal.Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // The library leaves blanks at the ends of wrapped lines.
        using var text = new StringWriter { NewLine = "\n" };
        parseResult.InvocationConfiguration.Output = text;
        _inner.Invoke(parseResult);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            terminal.Out.WriteLine(line.TrimEnd());
        }

        if (parseResult.CommandResult.Command is Verb { Examples: { } examples })
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine("Examples:");
            foreach (var line in examples.Split('\n'))
            {
                terminal.Out.WriteLine($"  {line}".TrimEnd());
            }
        }

        return Exit.Done;
    }
}
