using System.CommandLine;
using Bazaar.Cli.Output;

namespace Bazaar.Cli.Input;

/// <summary>Passwords are typed unseen or piped in, never given on the command line, where everyone on the computer could read them.</summary>
internal static class Passwords
{
    public static Option<bool> FromInput() => new("--password-stdin") { Description = "Read the password from standard input: one line." };

    /// <summary>A password that exists.</summary>
    public static string Read(Terminal terminal, string prompt, bool fromInput)
    {
        var password = fromInput ? terminal.In.ReadLine() : terminal.AskSecret(prompt);
        return string.IsNullOrEmpty(password) ? throw new UsageException("The password is empty.") : password;
    }

    /// <summary>A password that is new: typed twice, for nobody sees what they type.</summary>
    public static string ReadNew(Terminal terminal, bool fromInput)
    {
        var password = Read(terminal, "New password: ", fromInput);
        return fromInput || Read(terminal, "The same again: ", false) == password ? password : throw new UsageException("The two are not the same. Nothing was changed.");
    }
}
