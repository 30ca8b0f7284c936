using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bazaar.Cli.Output;

/// <summary>Where a command reads and writes: data on stdout, talk on stderr.</summary>
internal sealed class Terminal
{
    private const int PlainWidth = 80;

    /// <summary>Data, as text. Flushed when the command ends.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Data, as bytes. Flush <see cref="Out"/> before writing here.</summary>
    public required Stream OutBytes { get; init; }

    /// <summary>Talk: questions, progress, what went wrong.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Answers to questions.</summary>
    public required TextReader In { get; init; }

    /// <summary>Reads a line that nobody sees being typed; null at the end.</summary>
    public Func<string?>? ReadSecret { get; init; }

    /// <summary>Reads a variable of the environment; null when it is absent or empty.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock and the time zone of whoever types.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>True when a person looks at stdout; false when it goes to a file or another program.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>True when a person can answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Columns of the screen.</summary>
    public int Width { get; init; } = PlainWidth;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        var bytes = Console.OpenStandardOutput();
        var interactive = !Console.IsOutputRedirected;
        return new Terminal
        {
            OutBytes = bytes,
            Out = new StreamWriter(bytes, new UTF8Encoding(false)),
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
            In = Console.In,
            ReadSecret = ReadUnseen,
            Environment = name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
            IsInteractive = interactive,
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            Width = interactive ? Math.Max(Console.WindowWidth, 40) : PlainWidth,
        };
    }

    /// <summary>Writes a value of the contract: indented for a person, one line for a program.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">What to write.</param>
    /// <param name="type">How to write it.</param>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();

        // Urdu stays readable; stdout is not a web page.
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = IsInteractive, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        Out.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>Asks for a line.</summary>
    /// <param name="prompt">What for.</param>
    public string Ask(string prompt) => Ask(prompt, In.ReadLine);

    /// <summary>Asks for what must not be seen.</summary>
    /// <param name="prompt">What for.</param>
    public string AskSecret(string prompt) => Ask(prompt, ReadSecret ?? In.ReadLine);

    /// <summary>Asks before doing what cannot be taken back.</summary>
    /// <param name="question">Ends with a question mark.</param>
    /// <param name="yes">The answer was given beforehand, with <c>--yes</c>.</param>
    /// <returns>True to go on.</returns>
    public bool Confirm(string question, bool yes)
    {
        if (yes)
        {
            return true;
        }

        if (!CanAsk)
        {
            throw new UsageException($"{question} Nobody is here to answer: add --yes to go on.");
        }

        Error.Write($"{question} [y/N] ");
        return In.ReadLine()?.Trim() is "y" or "Y" or "yes" or "Yes";
    }

    private string Ask(string prompt, Func<string?> read)
    {
        if (!CanAsk)
        {
            throw new UsageException($"{prompt.TrimEnd(' ', ':')}: nobody is here to type it. Give the name with --user, and pipe the password in with --password-stdin.");
        }

        Error.Write(prompt);
        return read() ?? "";
    }

    private static string ReadUnseen()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
