using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Bazaar.Bench;

/// <summary>Waits for many sockets on one thread. On a machine whose cores the server needs, every microsecond of the client counts twice.</summary>
internal sealed class Epoll : IDisposable
{
    private const int Add = 1;
    private const int Readable = 1;
    private const int MaxEvents = 256;

    // The kernel packs the event on x64 and on no other architecture.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventBytes - sizeof(long);

    private readonly int _epoll = Check(EpollCreate(0));
    private readonly byte[] _events = new byte[MaxEvents * 16];

    public void Watch(Socket socket, int tag)
    {
        var entry = new byte[16];
        BitConverter.TryWriteBytes(entry, Readable);
        BitConverter.TryWriteBytes(entry.AsSpan(DataOffset), (long)tag);
        Check(EpollControl(_epoll, Add, (int)socket.Handle, entry));
    }

    /// <summary>Waits for what can be read; answers how many.</summary>
    public int Wait(int timeoutMs) => EpollWait(_epoll, _events, MaxEvents, timeoutMs);

    /// <summary>The tag of one of those that <see cref="Wait"/> found.</summary>
    public int Tag(int index) => (int)BitConverter.ToInt64(_events, (index * EventBytes) + DataOffset);

    public void Dispose() => _ = Close(_epoll);

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception();

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EpollControl(int epoll, int operation, int file, byte[] entry);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EpollWait(int epoll, [Out] byte[] events, int most, int timeoutMs);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
