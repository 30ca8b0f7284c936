namespace Bazaar.Server.Hosting;

/// <summary>Reads <c>BAZAAR_DATABASE</c>.</summary>
public static class DatabaseSetting
{
    private const string Scheme = "sqlite:";

    /// <summary>The file that is meant.</summary>
    /// <param name="setting"><c>sqlite:PATH</c>, or null for <c>bazaar.db</c> in the data folder.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <exception cref="BazaarStartException">It is something else.</exception>
    public static string File(string? setting, string dataFolder)
    {
        if (string.IsNullOrEmpty(setting))
        {
            return Path.GetFullPath(Path.Combine(dataFolder, "bazaar.db"));
        }

        return setting.StartsWith(Scheme, StringComparison.Ordinal) && setting.Length > Scheme.Length
            ? Path.GetFullPath(setting[Scheme.Length..])
            : throw new BazaarStartException($"BAZAAR_DATABASE is {setting.Split("://")[0]}…; this version takes sqlite:PATH, such as sqlite:/srv/shop/bazaar.db.");
    }
}
