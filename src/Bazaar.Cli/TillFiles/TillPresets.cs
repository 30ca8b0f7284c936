using System.Text.Json;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>Finds presets: those that come with Bazaar by name, others by path.</summary>
internal static class TillPresets
{
    private const string Folder = "TillFiles/Presets/";
    private static readonly string[] Fields = ["document", "sku", "description", "quantity", "time", "price", "customer", "country", "barcode"];
    private static readonly string[] Reasons = ["damaged", "expired", "lost", "theft", "ownUse", "sample", "other"];

    /// <summary>The presets that come with Bazaar.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(TillPresets).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal)];

    /// <summary>Reads a preset.</summary>
    /// <param name="nameOrPath">A name of <see cref="Names"/>, or the path of a JSON file.</param>
    /// <param name="map">Columns that differ: <c>sku=StockCode,quantity=Qty</c>.</param>
    /// <exception cref="TableException">There is no such preset, or it is wrong; the message says how.</exception>
    public static TillPreset Load(string nameOrPath, string? map = null)
    {
        var preset = Check(Read(nameOrPath), nameOrPath);
        foreach (var pair in (map ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (field, column) = pair.Split('=', 2, StringSplitOptions.TrimEntries) is [var f, { Length: > 0 } c] ? (f, c) : throw new TableException($"--map {pair}: write FIELD=COLUMN, such as sku=StockCode. The fields are {string.Join(", ", Fields)}.");
            preset.Columns[Fields.FirstOrDefault(k => k.Equals(field, StringComparison.OrdinalIgnoreCase)) ?? throw UnknownField("--map", field)] = column;
        }

        return preset;
    }

    private static TillPreset Read(string nameOrPath)
    {
        try
        {
            using var stream = typeof(TillPresets).Assembly.GetManifestResourceStream($"{Folder}{nameOrPath}.json") ?? (Stream)File.OpenRead(nameOrPath);
            return JsonSerializer.Deserialize(stream, TillJson.Default.TillPreset) ?? throw new JsonException("it is null.");
        }
        catch (JsonException e)
        {
            throw new TableException($"The preset {nameOrPath} is wrong: {e.Message}", null, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"There is no preset {nameOrPath}. Those that come with Bazaar are {string.Join(", ", Names)}; others are given as the path of a JSON file.", null, e);
        }
    }

    private static TillPreset Check(TillPreset preset, string name)
    {
        if (string.IsNullOrWhiteSpace(preset.Name))
        {
            throw new TableException($"The preset {name} needs a name.");
        }

        if (preset.Columns.Keys.FirstOrDefault(k => !Fields.Contains(k)) is { } unknown)
        {
            throw UnknownField($"The preset {name}", unknown);
        }

        if (preset.RemovalReasons.FirstOrDefault(r => !Reasons.Contains(r.Reason)) is { } wrong)
        {
            throw new TableException($"The preset {name}: \"{wrong.Reason}\" is no reason for a removal. The reasons are {string.Join(", ", Reasons)}.");
        }

        return preset;
    }

    private static TableException UnknownField(string where, string field) => new($"{where}: there is no field \"{field}\". The fields are {string.Join(", ", Fields)}.");
}
