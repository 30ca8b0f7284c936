using System.CommandLine;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar completion</c>: a script that lets a shell complete command lines.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _bazaar() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(bazaar "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _bazaar bazaar
        """;

    private const string Zsh = """
        #compdef bazaar
        _bazaar() {
            local -a found
            found=("${(@f)$(bazaar "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            (( ${#found} )) && compadd -- "${found[@]}" || _files
        }
        compdef _bazaar bazaar
        """;

    private const string Fish = """
        complete -c bazaar -a '(bazaar "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static void Fill(App app, Verb noun)
    {
        noun.Add(Shell(app, "bash", Bash, "eval \"$(bazaar completion bash)\"  # in ~/.bashrc"));
        noun.Add(Shell(app, "zsh", Zsh, "eval \"$(bazaar completion zsh)\"  # in ~/.zshrc, after compinit"));
        noun.Add(Shell(app, "fish", Fish, "bazaar completion fish > ~/.config/fish/completions/bazaar.fish"));
    }

    private static Verb Shell(App app, string name, string script, string examples)
    {
        var verb = new Verb(name, $"Print the script for {name}.") { Examples = examples };
        app.On(verb, (globals, _, _) =>
        {
            globals.Terminal.Out.WriteLine(script.ReplaceLineEndings("\n"));
            return Task.FromResult(Exit.Done);
        });
        return verb;
    }
}
