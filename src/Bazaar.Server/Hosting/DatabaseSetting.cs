using Bazaar.Storage;
using Bazaar.Storage.Postgres;

namespace Bazaar.Server.Hosting;

/// <summary>Reads <c>BAZAAR_DATABASE</c>.</summary>
public static class DatabaseSetting
{
    private const string Name = "BAZAAR_DATABASE";
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

        // What is wrong is not shown: it may hold a password.
        return setting.StartsWith(Scheme, StringComparison.Ordinal) && setting.Length > Scheme.Length
            ? Path.GetFullPath(setting[Scheme.Length..])
            : throw new BazaarStartException($"{Name} is {setting.Split(':')[0]}…; it takes sqlite:PATH, such as sqlite:/srv/shop/bazaar.db, or postgres://user:password@host:port/database.");
    }

    /// <summary>The PostgreSQL server that is meant.</summary>
    /// <param name="setting"><c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="BazaarStartException">It cannot be understood.</exception>
    public static PostgresSetting Server(string setting)
    {
        try
        {
            return PostgresSetting.Parse(setting, Name);
        }
        catch (DatabaseRefusedException failure)
        {
            throw new BazaarStartException(failure.Message, failure);
        }
    }
}
