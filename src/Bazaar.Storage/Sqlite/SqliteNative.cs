using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Bazaar.Storage.Sqlite;

/// <summary>Loads SQLite: the system's library where there is a newer, patched one, else the bundled one; but never a second beside one in use.</summary>
internal static class SqliteNative
{
    private static readonly Lock Gate = new();
    private static bool _ready;
    private static bool _inUse;

    /// <summary>Call it before the first connection of any kind: who connects without it gets the bundled library, and so does everyone after.</summary>
    public static void Initialize()
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            // Each function is bound at its first call. Were some bound to one library and some to the other, a handle of the one would
            // go into the other, and the process would die. So the resolver comes first, and is asked nothing until it is known whether
            // somebody has a provider already: without one nobody can have bound a function that takes a handle.
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            _inUse = HasProvider();
            if (!_inUse)
            {
                raw.SetProvider(new SQLite3Provider_e_sqlite3());
            }

            _ready = true;
        }
    }

    private static bool HasProvider()
    {
        try
        {
            return raw.sqlite3_libversion_number() > 0;
        }
        catch (Exception failure) when (failure.GetType() == typeof(Exception))
        {
            // This is how the library says that nobody chose a provider; there is no way to ask.
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        // Another thread that calls a function now waits for the answer; the initializing thread itself enters again.
        lock (Gate)
        {
            if (!_inUse && name == "e_sqlite3" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var system))
            {
                return system;
            }
        }

        return NativeLibrary.TryLoad(name, assembly, path, out var bundled) ? bundled : 0;
    }
}
