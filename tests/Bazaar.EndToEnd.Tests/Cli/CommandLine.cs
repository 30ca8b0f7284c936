using System.Diagnostics;
using System.Text;
using Bazaar.Cli;
using Bazaar.Cli.Output;

namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary>Runs <c>bazaar</c> in this process with a terminal, an environment and a data folder of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("bazaar-cli-");

    public CommandLine(FakeShop? shop = null)
    {
        Environment["HOME"] = _home.FullName;
        if (shop is not null)
        {
            Environment["BAZAAR_SERVER"] = shop.Url.ToString();
        }
    }

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The folder that the shop is kept in when nothing else is said.</summary>
    public string DataFolder => Path.Combine(_home.FullName, ".local", "share", "bazaar");

    public string Home => _home.FullName;

    public TimeProvider Clock { get; set; } = new KarachiClock();

    public bool IsInteractive { get; set; }

    public string? Reply { get; set; }

    public async Task<Outcome> RunAsync(params string[] args)
    {
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes, new UTF8Encoding(false)) { AutoFlush = false };
        await using var error = new StringWriter();
        var exit = await Program.RunAsync(args, new Terminal
        {
            Out = output,
            OutBytes = bytes,
            Error = error,
            In = new StringReader(Reply ?? ""),
            Environment = name => Environment.GetValueOrDefault(name),
            Clock = Clock,
            IsInteractive = IsInteractive,
            CanAsk = Reply is not null,
        });
        return new Outcome(exit, bytes.ToArray(), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>A terminal for what only looks at commands.</summary>
    public static Terminal Silent() => new() { Out = TextWriter.Null, OutBytes = Stream.Null, Error = TextWriter.Null, In = TextReader.Null, Environment = _ => null };

    /// <summary>Runs <c>bazaar</c> as a process of its own.</summary>
    public static async Task<Outcome> RunProcessAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bazaar.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start).ShouldNotBeNull();
        var output = ReadAllAsync(process.StandardOutput.BaseStream);
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    public void Dispose() => _home.Delete(recursive: true);

    private static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Half past nine on a spring morning in Karachi.</summary>
    private sealed class KarachiClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Karachi");

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 4, 30, 0, TimeSpan.Zero);
    }
}

/// <summary>What a command line came to.</summary>
internal sealed record Outcome(int Exit, byte[] OutBytes, string Error)
{
    public string Out => Encoding.UTF8.GetString(OutBytes).ReplaceLineEndings("\n");
}
