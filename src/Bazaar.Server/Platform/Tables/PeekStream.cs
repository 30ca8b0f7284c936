namespace Bazaar.Server.Platform.Tables;

/// <summary>A stream whose first bytes can be looked at before it is read, and which stops at a limit.</summary>
internal sealed class PeekStream : Stream
{
    private const int HeadLength = 8192;
    private readonly Stream _inner;
    private readonly byte[] _head = new byte[HeadLength];
    private readonly int _headLength;
    private long _position;

    /// <summary>Reads the first bytes.</summary>
    /// <param name="inner">What to read; closed with this.</param>
    public PeekStream(Stream inner)
    {
        _inner = inner;
        _headLength = inner.ReadAtLeast(_head, HeadLength, throwOnEndOfStream: false);
    }

    /// <summary>The first bytes, whether or not they were read since.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    /// <summary>More than this is refused, so that a small packed file cannot keep a reader busy for hours.</summary>
    public long MaxBytes { get; set; } = long.MaxValue;

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
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_position < _headLength)
        {
            read = Math.Min(buffer.Length, _headLength - (int)_position);
            _head.AsSpan((int)_position, read).CopyTo(buffer);
        }
        else
        {
            read = _inner.Read(buffer);
        }

        _position += read;
        return _position > MaxBytes
            ? throw new TableException($"The file holds more than {MaxBytes:N0} bytes once unpacked. Split it.")
            : read;
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
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
