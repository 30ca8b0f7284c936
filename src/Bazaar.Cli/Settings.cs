using System.Text.Json;

namespace Bazaar.Cli;

/// <summary>Settings by name, from the environment or from <c>bazaar.json</c> in the data folder; the environment wins.</summary>
/// <param name="dataFolder">Where <c>bazaar.json</c> may be.</param>
/// <param name="environment">Reads a variable; null when absent or empty.</param>
internal sealed class Settings(string dataFolder, Func<string, string?> environment)
{
    private static readonly string[] Names = ["BAZAAR_DATABASE", "BAZAAR_URLS", "BAZAAR_SERVER", "BAZAAR_STORE", "BAZAAR_LIMITS", "BAZAAR_PROXIES", "BAZAAR_ADMIN_PASSWORD"];

    private Dictionary<string, string>? _file;

    /// <summary>The setting's value; null when it is not set.</summary>
    /// <param name="name">Such as <c>BAZAAR_URLS</c>.</param>
    public string? this[string name] => environment(name) ?? (_file ??= Read()).GetValueOrDefault(name);

    private Dictionary<string, string> Read()
    {
        var path = Path.Combine(dataFolder, "bazaar.json");
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return found;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!Names.Contains(member.Name))
                {
                    throw new UsageException($"{path}: {member.Name} is not a setting; the settings are {string.Join(", ", Names)}.");
                }

                found[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw new UsageException($"{path}: {member.Name} must be a text in quotes.");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{path} is not a JSON object of settings: {e.Message}");
        }

        return found;
    }
}
