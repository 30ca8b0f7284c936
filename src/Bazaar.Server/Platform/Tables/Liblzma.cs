using System.Runtime.InteropServices;

namespace Bazaar.Server.Platform.Tables;

/// <summary>The operating system's xz decoder. It is looked for at run time, so that a machine without it only lacks xz.</summary>
internal static class Liblzma
{
    private static readonly Lazy<Functions?> Loaded = new(Load);

    /// <summary><c>lzma_stream_decoder(stream, memory limit, flags)</c>.</summary>
    public delegate int StreamDecoder(ref LzmaStream stream, ulong memoryLimit, uint flags);

    /// <summary><c>lzma_code(stream, action)</c>.</summary>
    public delegate int Code(ref LzmaStream stream, int action);

    /// <summary><c>lzma_end(stream)</c>.</summary>
    public delegate void End(ref LzmaStream stream);

    /// <summary>The decoder's functions.</summary>
    /// <exception cref="TableException">The library is not installed.</exception>
    public static Functions Get() => Loaded.Value ?? throw new TableException(
        "This machine has no xz decoder (liblzma). Install xz-utils (Debian: liblzma5), or unpack the file first.");

    private static Functions? Load()
    {
        foreach (var name in (string[])["liblzma.so.5", "liblzma.5.dylib", "liblzma.dll"])
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return new Functions(
                    Marshal.GetDelegateForFunctionPointer<StreamDecoder>(NativeLibrary.GetExport(library, "lzma_stream_decoder")),
                    Marshal.GetDelegateForFunctionPointer<Code>(NativeLibrary.GetExport(library, "lzma_code")),
                    Marshal.GetDelegateForFunctionPointer<End>(NativeLibrary.GetExport(library, "lzma_end")));
            }
        }

        return null;
    }

    /// <summary><c>lzma_stream</c>, as its header lays it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LzmaStream
    {
        public nint NextIn;
        public nuint AvailIn;
        public ulong TotalIn;
        public nint NextOut;
        public nuint AvailOut;
        public ulong TotalOut;
        public nint Allocator;
        public nint Internal;
        public nint Reserved1;
        public nint Reserved2;
        public nint Reserved3;
        public nint Reserved4;
        public ulong SeekPosition;
        public ulong Reserved5;
        public nuint Reserved6;
        public nuint Reserved7;
        public int Reserved8;
        public int Reserved9;
    }

    /// <summary>What is used of the library.</summary>
    /// <param name="StreamDecoder">Starts.</param>
    /// <param name="Code">Works.</param>
    /// <param name="End">Frees.</param>
    internal sealed record Functions(StreamDecoder StreamDecoder, Code Code, End End);
}
