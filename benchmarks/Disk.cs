using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bazaar.Bench;

/// <summary>What the disk itself can do: the limit of whoever waits for it once a movement.</summary>
internal static class Disk
{
    private const int PageBytes = 4096;
    private const int Pages = 1024;

    /// <summary>Pages written and flushed one by one, in a file that has its size already.</summary>
    public static double FlushesPerSecond(string file, TimeSpan duration)
    {
        var page = new byte[PageBytes];
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, preallocationSize: PageBytes * Pages);
        for (var i = 0; i < Pages; i++)
        {
            RandomAccess.Write(handle, page, (long)i * PageBytes);
        }

        Flush(handle);
        var (flushes, started) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(started) < duration; flushes++)
        {
            page[0]++;
            RandomAccess.Write(handle, page, (long)(flushes % Pages) * PageBytes);
            Flush(handle);
        }

        return flushes / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Flush(SafeFileHandle handle)
    {
        if (FlushData(handle) != 0)
        {
            throw new IOException("fdatasync failed.");
        }
    }

    [DllImport("libc", EntryPoint = "fdatasync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushData(SafeFileHandle file);
}
