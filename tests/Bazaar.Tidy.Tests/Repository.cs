using System.Diagnostics;

namespace Bazaar.Tidy.Tests;

/// <summary>The files of this repository as git sees them: tracked, or new and not ignored.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<RepositoryFile>> All = new(Read);

    /// <summary>Every file; those that are no text are empty.</summary>
    public static IReadOnlyList<RepositoryFile> Files => All.Value;

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bazaar.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository, and there is no Bazaar.slnx above them.");
    }

    private static List<RepositoryFile> Read()
    {
        var files = new List<RepositoryFile>();
        foreach (var path in List())
        {
            var full = Path.Combine(Root, path);
            if (!File.Exists(full))
            {
                continue;
            }

            var text = File.ReadAllText(full);

            // A picture has nothing to read, but documents link to it.
            files.Add(new RepositoryFile(path, text.Contains('\0', StringComparison.Ordinal) ? string.Empty : text));
        }

        return files;
    }

    private static string[] List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, "git ls-files failed");
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>One file. Rules are functions of files, so that each can be tried on a made-up violation.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">What is in it.</param>
internal sealed record RepositoryFile(string Path, string Text)
{
    private readonly Lazy<string> _code = new(() => CSharpText.WithoutCommentsAndStrings(Text));

    /// <summary>The text with comments and strings blanked out; positions and lines stay.</summary>
    public string Code => _code.Value;

    /// <summary>Whether it is C# of ours (generated files are nobody's).</summary>
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal) && !Path.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>The project's name, for a file below <c>src/</c> or <c>tests/</c>; else empty.</summary>
    public string Project => Path.Split('/') is [_, var project, _, ..] ? project : string.Empty;

    /// <summary>The folders below the project.</summary>
    public string[] Folders => Path.Split('/') is [_, _, .. var folders, _] ? folders : [];

    /// <summary>Whether it lies below this folder.</summary>
    /// <param name="folder">From the root, ending in a slash.</param>
    public bool IsBelow(string folder) => Path.StartsWith(folder, StringComparison.Ordinal);

    /// <summary>Where a position is, for people and editors.</summary>
    /// <param name="position">An index into the text.</param>
    public string At(int position) => $"{Path}:{Text.AsSpan(0, position).Count('\n') + 1}";
}
