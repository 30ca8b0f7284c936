using Bazaar.Server.Platform.Tables;
using System.IO.Enumeration;

namespace Bazaar.Cli.TillFiles;

/// <summary>Finds the files that paths mean: a file is itself, a folder all tables in it, and <c>*</c> and <c>?</c> stand for parts of names.</summary>
internal static class TillFileSet
{
    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx"];
    private static readonly string[] Packings = ["", ".gz", ".xz"];

    /// <summary>The files, each once, in the order of their names.</summary>
    /// <param name="paths">What was typed.</param>
    /// <exception cref="TableException">A path means no file.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var found = Find(path).ToList();
            files.UnionWith(found);
            if (found.Count == 0)
            {
                throw new TableException(Directory.Exists(path)
                    ? $"{path} holds no till files (.csv, .tsv, .txt, .xlsx, also packed as .gz or .xz)."
                    : $"There is no file {path}.");
            }
        }

        return [.. files];
    }

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path).Where(IsTable);
        }

        var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        var pattern = Path.GetFileName(path);
        return pattern.AsSpan().ContainsAny('*', '?') && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(f => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(f), ignoreCase: false))
            : [];
    }

    private static bool IsTable(string path) => Endings.Any(e => Packings.Any(p => path.EndsWith(e + p, StringComparison.OrdinalIgnoreCase)));
}
