using System.Runtime.InteropServices;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Unpacks an xz file while it is read.</summary>
internal sealed class XzStream : Stream
{
    private const ulong MemoryLimitBytes = 256 * 1024 * 1024;
    private const uint Concatenated = 0x08;
    private const int Run = 0, Finish = 3;
    private const int Ok = 0, StreamEnd = 1, OutOfMemory = 5, MemoryLimit = 6, FormatError = 7;

    private readonly Stream _packed;
    private readonly Liblzma.Functions _lzma = Liblzma.Get();

    // The decoder keeps pointers between calls, so its buffers and its own state must not move.
    private readonly Liblzma.LzmaStream[] _state = GC.AllocateArray<Liblzma.LzmaStream>(1, pinned: true);
    private readonly byte[] _in = GC.AllocateUninitializedArray<byte>(1 << 16, pinned: true);
    private readonly byte[] _out = GC.AllocateUninitializedArray<byte>(1 << 16, pinned: true);
    private int _outStart, _outEnd;
    private bool _inputDone, _done, _disposed;

    /// <summary>Starts the decoder.</summary>
    /// <param name="packed">The packed bytes; closed with this.</param>
    /// <exception cref="TableException">This machine has no xz decoder.</exception>
    public XzStream(Stream packed)
    {
        _packed = packed;
        Check(_lzma.StreamDecoder(ref _state[0], MemoryLimitBytes, Concatenated));
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_outStart == _outEnd && !_done)
        {
            Decode();
        }

        var count = Math.Min(buffer.Length, _outEnd - _outStart);
        _out.AsSpan(_outStart, count).CopyTo(buffer);
        _outStart += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _lzma.End(ref _state[0]);
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Decode()
    {
        ref var state = ref _state[0];
        if (state.AvailIn == 0 && !_inputDone)
        {
            var read = _packed.Read(_in);
            _inputDone = read == 0;
            state.NextIn = Marshal.UnsafeAddrOfPinnedArrayElement(_in, 0);
            state.AvailIn = (nuint)read;
        }

        state.NextOut = Marshal.UnsafeAddrOfPinnedArrayElement(_out, 0);
        state.AvailOut = (nuint)_out.Length;
        var result = _lzma.Code(ref state, _inputDone ? Finish : Run);
        _outStart = 0;
        _outEnd = _out.Length - (int)state.AvailOut;
        _done = result == StreamEnd;
        Check(result);
    }

    private static void Check(int result)
    {
        if (result is not (Ok or StreamEnd))
        {
            throw new InvalidDataException(result switch
            {
                OutOfMemory or MemoryLimit => "the xz file needs more than 256 MiB of memory to unpack; unpack it first.",
                FormatError => "this is no xz file.",
                _ => "the xz data is damaged or incomplete.",
            });
        }
    }
}
