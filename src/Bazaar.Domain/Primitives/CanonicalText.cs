using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bazaar.Domain.Primitives;

/// <summary>
/// Writes the text that hashes cover: one <c>name TAB value LF</c> a field, absent fields left out, list members separated by
/// tabs with an empty place for what is absent. Backslash, tab, LF and CR in values are written <c>\\ \t \n \r</c>.
/// </summary>
internal sealed class CanonicalText
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("\\\t\n\r");
    private readonly StringBuilder _text = new(2048);
    private byte[] _bytes = [];

    public CanonicalText Begin(string header)
    {
        _text.Clear().Append(header).Append('\n');
        return this;
    }

    public CanonicalText Field(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(name).Append('\t');
            AppendEscaped(value);
            _text.Append('\n');
        }

        return this;
    }

    public CanonicalText Field(string name, long? value)
    {
        if (value is { } number)
        {
            _text.Append(name).Append('\t').Append(CultureInfo.InvariantCulture, $"{number}").Append('\n');
        }

        return this;
    }

    public CanonicalText Field(string name, DateTimeOffset? time) => time is { } t ? Field(name, Clock.Canonical(t)) : this;

    public CanonicalText BeginList(string name)
    {
        _text.Append(name);
        return this;
    }

    public CanonicalText Member(string? value)
    {
        _text.Append('\t');
        if (value is not null)
        {
            AppendEscaped(value);
        }

        return this;
    }

    public CanonicalText Member(long? value)
    {
        _text.Append('\t');
        if (value is { } number)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{number}");
        }

        return this;
    }

    public CanonicalText EndList()
    {
        _text.Append('\n');
        return this;
    }

    public byte[] Sha256()
    {
        var longest = Encoding.UTF8.GetMaxByteCount(_text.Length);
        if (_bytes.Length < longest)
        {
            _bytes = new byte[longest];
        }

        var length = 0;
        var encoder = Encoding.UTF8.GetEncoder();
        foreach (var chunk in _text.GetChunks())
        {
            encoder.Convert(chunk.Span, _bytes.AsSpan(length), flush: false, out _, out var written, out _);
            length += written;
        }

        encoder.Convert([], _bytes.AsSpan(length), flush: true, out _, out var last, out _);
        return SHA256.HashData(_bytes.AsSpan(0, length + last));
    }

    public override string ToString() => _text.ToString();

    private void AppendEscaped(string value)
    {
        if (!value.AsSpan().ContainsAny(Special))
        {
            _text.Append(value);
            return;
        }

        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => _text.Append("\\\\"),
                '\t' => _text.Append("\\t"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                _ => _text.Append(c),
            };
        }
    }
}
