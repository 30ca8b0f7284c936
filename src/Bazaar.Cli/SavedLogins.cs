using System.Text.Json;
using System.Text.Json.Serialization;
using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli;

/// <summary>A login that is kept between commands.</summary>
/// <param name="UserName">Who.</param>
/// <param name="AccessToken">What goes with each request.</param>
/// <param name="ExpiresAt">When it ends, by this computer's clock.</param>
/// <param name="RefreshToken">What gets the next one.</param>
internal sealed record SavedLogin(string UserName, string AccessToken, DateTimeOffset ExpiresAt, string RefreshToken)
{
    public static SavedLogin Of(string userName, TokenResponse tokens, TimeProvider clock) =>
        new(userName, tokens.AccessToken, clock.GetUtcNow().AddSeconds(tokens.ExpiresIn), tokens.RefreshToken ?? "");
}

/// <summary>Logins by server, in a file of the user's own configuration that nobody else can read.</summary>
/// <param name="terminal">Knows the environment.</param>
internal sealed partial class SavedLogins(Terminal terminal)
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string File => Path.Combine(Folder(), "bazaar", "login.json");

    /// <summary>The login at a server; null when there is none.</summary>
    public SavedLogin? Find(Uri server) => Read().GetValueOrDefault(Key(server));

    public void Save(Uri server, SavedLogin login) => Write(logins => logins[Key(server)] = login);

    public void Remove(Uri server) => Write(logins => logins.Remove(Key(server)));

    private static string Key(Uri server) => server.GetLeftPart(UriPartial.Authority);

    private Dictionary<string, SavedLogin> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), LoginJson.Default.DictionaryStringSavedLogin) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // What cannot be read holds nobody up: they sign in again.
            return [];
        }
    }

    private void Write(Action<Dictionary<string, SavedLogin>> change)
    {
        var logins = Read();
        change(logins);
        CreateFolder(Path.GetDirectoryName(File)!);

        // Another command at the same moment reads the old file or the new one, never half of it.
        var draft = $"{File}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, logins, LoginJson.Default.DictionaryStringSavedLogin);
        }

        System.IO.File.Move(draft, File, overwrite: true);
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFolder);
        }
    }

    private string Folder() =>
        terminal.Environment("XDG_CONFIG_HOME") is { } xdg && Path.IsPathFullyQualified(xdg) ? xdg
        : terminal.Environment("HOME") is { } home && !OperatingSystem.IsWindows() ? Path.Combine(home, ".config")
        : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Dictionary<string, SavedLogin>))]
    private sealed partial class LoginJson : JsonSerializerContext;
}
