using System.Reflection;
using System.Runtime.InteropServices;

namespace Bazaar.Storage.Sqlite;

/// <summary>Loads SQLite: the system's library where there is a newer, patched one, else the bundled one.</summary>
internal static class SqliteNative
{
    private static readonly Lock Gate = new();
    private static bool _ready;

    public static void Initialize()
    {
        lock (Gate)
        {
            if (!_ready)
            {
                NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
                SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
                _ready = true;
            }
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name == "e_sqlite3" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var system))
        {
            return system;
        }

        return NativeLibrary.TryLoad(name, assembly, path, out var bundled) ? bundled : 0;
    }
}
