using System.Diagnostics;
using Bazaar.EndToEnd.Tests.Cli;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>A fresh data folder, and real <c>bazaar</c> processes that work on it.</summary>
internal sealed class ShopFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-shop-");

    /// <summary>What the processes find as BAZAAR_DATA.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>What the processes find in their environment besides.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string Database => Path.Combine(Data, "bazaar.db");

    /// <summary>A name beside the data folder.</summary>
    public string Beside(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a command to its end.</summary>
    public async Task<Outcome> RunAsync(params string[] args)
    {
        using var process = Start(args);
        process.StandardInput.Close();
        using var bytes = new MemoryStream();
        var output = process.StandardOutput.BaseStream.CopyToAsync(bytes);
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        return new Outcome(process.ExitCode, bytes.ToArray(), await error);
    }

    /// <summary>Runs a command that must be done without complaint, and answers what it printed.</summary>
    public async Task<string> DoAsync(params string[] args)
    {
        var outcome = await RunAsync(args);
        outcome.Exit.ShouldBe(0, $"bazaar {string.Join(' ', args)}: {outcome.Error}");
        return outcome.Out;
    }

    /// <summary>Opens the shop on a free port, and waits until it says where.</summary>
    public Task<ServeProcess> ServeAsync(params string[] args) => ServeProcess.OpenAsync(Start(args.Contains("--urls") ? ["serve", .. args] : ["serve", "--urls", "http://127.0.0.1:0", .. args]));

    public void Dispose() => _folder.Delete(recursive: true);

    private Process Start(string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bazaar.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BAZAAR_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["BAZAAR_DATA"] = Data;
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start).ShouldNotBeNull();
    }
}
