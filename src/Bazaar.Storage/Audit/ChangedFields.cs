using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;

namespace Bazaar.Storage.Audit;

/// <summary>
/// Puts what a thing was beside what it is and keeps what differs, as JSON with the API's own names and units. A new thing has no
/// before; what it does not have is left out. Never give it a secret.
/// </summary>
/// <param name="isNew">True when there was nothing before.</param>
public sealed class ChangedFields(bool isNew)
{
    // Urdu stays Urdu in the trail, as it does on the wire.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Side? _before = isNew ? null : new Side();
    private readonly Side _after = new();

    /// <summary>A text.</summary>
    /// <param name="name">The field's name in the API.</param>
    /// <param name="before">What it was.</param>
    /// <param name="after">What it is.</param>
    public ChangedFields Text(string name, string? before, string? after) => Add(name, before, after, before == after, (json, text) => json.WriteStringValue(text));

    /// <summary>Yes or no.</summary>
    /// <inheritdoc cref="Text"/>
    public ChangedFields Flag(string name, bool before, bool after) => Add(name, before, after, before == after, (json, flag) => json.WriteBooleanValue(flag));

    /// <summary>A whole number.</summary>
    /// <inheritdoc cref="Text"/>
    public ChangedFields Number(string name, long? before, long? after) => Add(name, before, after, before == after, (json, number) => json.WriteNumberValue(number!.Value));

    /// <summary>Thousandths, written as a quantity.</summary>
    /// <inheritdoc cref="Text"/>
    public ChangedFields Quantity(string name, long? before, long? after) =>
        Add(name, before, after, before == after, (json, quantity) => json.WriteNumberValue(Exact.QuantityToDecimal(quantity!.Value)));

    /// <summary>Hundredths, written as money.</summary>
    /// <inheritdoc cref="Text"/>
    public ChangedFields Money(string name, long? before, long? after) =>
        Add(name, before, after, before == after, (json, money) => json.WriteNumberValue(Exact.ToDecimal(money!.Value, Exact.MoneyDecimals)));

    /// <summary>Ten-thousandths, written as a unit cost.</summary>
    /// <inheritdoc cref="Text"/>
    public ChangedFields Cost(string name, long? before, long? after) =>
        Add(name, before, after, before == after, (json, cost) => json.WriteNumberValue(Exact.ToDecimal(cost!.Value, Exact.CostDecimals)));

    /// <summary>Microseconds, written as a time.</summary>
    /// <inheritdoc cref="Text"/>
    public ChangedFields Time(string name, long? before, long? after) =>
        Add(name, before, after, before == after, (json, time) => json.WriteStringValue(Clock.Canonical(Clock.FromMicros(time!.Value))));

    /// <summary>A list, kept whole when anything in it differs.</summary>
    /// <typeparam name="T">A member.</typeparam>
    /// <param name="name">The field's name in the API.</param>
    /// <param name="before">What it was.</param>
    /// <param name="after">What it is.</param>
    /// <param name="write">Writes a member.</param>
    public ChangedFields List<T>(string name, IReadOnlyList<T> before, IReadOnlyList<T> after, Action<Utf8JsonWriter, T> write) =>
        Add(name, before.Count == 0 && isNew ? null : before, after.Count == 0 && isNew ? null : after, before.SequenceEqual(after), (json, list) =>
        {
            json.WriteStartArray();
            foreach (var member in list!)
            {
                write(json, member);
            }

            json.WriteEndArray();
        });

    /// <summary>The change to put on record; null when nothing differs.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="subject">To what.</param>
    /// <param name="store">In which store, when there is just one.</param>
    public AuditChange? ToChange(string action, string subject, string? store = null)
    {
        var after = _after.Close();
        return after is null ? null : new AuditChange(action, subject, store, _before?.Close(), after);
    }

    private ChangedFields Add<T>(string name, T? before, T? after, bool same, Action<Utf8JsonWriter, T?> write)
    {
        if (isNew ? after is not null : !same)
        {
            _before?.Add(name, before, write);
            _after.Add(name, after, write);
        }

        return this;
    }

    /// <summary>One side, before or after: what will be written when it is known that anything differs.</summary>
    private sealed class Side
    {
        private readonly List<Action<Utf8JsonWriter>> _fields = [];

        public void Add<T>(string name, T? value, Action<Utf8JsonWriter, T?> write) => _fields.Add(json =>
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                write(json, value);
            }
        });

        public string? Close()
        {
            if (_fields.Count == 0)
            {
                return null;
            }

            var bytes = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(bytes, Options))
            {
                json.WriteStartObject();
                _fields.ForEach(field => field(json));
                json.WriteEndObject();
            }

            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
    }
}
