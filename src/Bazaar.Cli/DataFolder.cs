using Bazaar.Cli.Output;

namespace Bazaar.Cli;

/// <summary>The folder of everything one shop keeps, and the server that may be running on it.</summary>
internal static class DataFolder
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Which folder: as typed, as BAZAAR_DATA says, or the user's own.</summary>
    /// <param name="typed">The value of <c>--data</c>.</param>
    /// <param name="terminal">Knows the environment.</param>
    public static string Find(string? typed, Terminal terminal) => Path.GetFullPath(typed ?? terminal.Environment("BAZAAR_DATA") ?? Path.Combine(UserFolder(terminal), "bazaar"));

    /// <summary>The address of the server that runs on this folder; null when none answers.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<Uri?> RunningServerAsync(string folder, CancellationToken ct)
    {
        if (ReadUrl(folder) is not { } url)
        {
            return null;
        }

        using var http = Transport.Create(url);
        http.Timeout = ProbeTimeout;
        try
        {
            using var answer = await http.GetAsync("livez", ct);
            return answer.IsSuccessStatusCode ? url : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // A server that was killed leaves its address behind.
            return null;
        }
    }

    private static Uri? ReadUrl(string folder)
    {
        try
        {
            return Uri.TryCreate(File.ReadAllText(Path.Combine(folder, "bazaar.url")).Trim(), UriKind.Absolute, out var url) ? url : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string UserFolder(Terminal terminal) =>
        terminal.Environment("XDG_DATA_HOME") is { } xdg && Path.IsPathFullyQualified(xdg) ? xdg
        : terminal.Environment("HOME") is { } home && !OperatingSystem.IsWindows() ? Path.Combine(home, ".local", "share")
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
}
