using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bazaar.Server.Tests.Fuzz;

/// <summary>Makes requests from the OpenAPI document: many are nearly right, many are wrong in one place, some are rubbish.</summary>
internal sealed class RandomRequest(JsonElement document, Random random, IReadOnlyDictionary<string, string[]> known)
{
    private static readonly string[] Rubbish =
        ["", " ", "null", "NaN", "-0", "1e309", "0x10", "%00", "\0", "..%2f..", "' OR 1=1 --", "\"", "﷽", "\ud83d\ude00", "\u202e", "true", "[]", "{}", new string('a', 70), new string('9', 40), "2026-02-30", "00000000-0000-0000-0000-000000000000"];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "0.5", "0.0001", "2.5", "1000000000000", "9223372036854775807", "-9223372036854775808", "1e400", "1E-30", "99999999999999999999999999", "3.0000000000000000000000000001"];

    /// <summary>A request for one operation.</summary>
    public HttpRequestMessage Make(string method, string path, JsonElement operation)
    {
        var query = new StringBuilder();
        var headers = new List<(string Name, string Value)>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : [])
        {
            var name = parameter.GetProperty("name").GetString()!;
            var place = parameter.GetProperty("in").GetString();
            if (place == "path")
            {
                // A NUL in a path is refused by the web server itself, before any of our code.
                path = path.Replace($"{{{name}}}", Escape(Text(name, parameter.GetProperty("schema")).Replace("\0", "", StringComparison.Ordinal)), StringComparison.Ordinal);
            }
            else if (Chance(place == "header" ? 0.6 : 0.3))
            {
                var value = Text(name, parameter.GetProperty("schema"));
                if (place == "query")
                {
                    query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Chance(0.95) ? Escape(value) : "%ff%fe");
                }
                else
                {
                    headers.Add((name, Ascii(value)));
                }
            }
        }

        if (Chance(0.03))
        {
            query.Append(query.Length == 0 ? '?' : '&').Append("unknown=1");
        }

        var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path + query);
        headers.ForEach(h => request.Headers.TryAddWithoutValidation(h.Name, h.Value));
        if (operation.TryGetProperty("requestBody", out var body))
        {
            request.Content = Body(body.GetProperty("content"));
        }

        return request;
    }

    private ByteArrayContent Body(JsonElement contents)
    {
        var (mediaType, bytes) = contents.TryGetProperty("application/json", out var json)
            ? ("application/json", Encoding.UTF8.GetBytes(Damage(Value("", json.GetProperty("schema"), 0)?.ToJsonString() ?? "null")))
            : (contents.EnumerateObject().First().Name, Encoding.UTF8.GetBytes(Table()));
        if (Chance(0.02))
        {
            random.NextBytes(bytes);
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", Chance(0.97) ? mediaType : Ascii(Pick(Rubbish)));
        return content;
    }

    /// <summary>JSON that is cut off, or holds a number no type takes.</summary>
    private string Damage(string json) => random.Next(40) switch
    {
        0 => json[..random.Next(json.Length)],
        1 => json + "x",
        2 => json.Replace("\":", "\" : 1e999 ,\"x\":", StringComparison.Ordinal),
        3 => new string('[', 200) + json,
        _ => json,
    };

    private string Table() => string.Join('\n', Enumerable.Range(0, random.Next(5)).Select(_ => string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => Chance(0.5) ? "sku" : Pick(Rubbish)))));

    private JsonNode? Value(string name, JsonElement schema, int depth)
    {
        if (Chance(0.04))
        {
            return Wrong();
        }

        schema = Resolve(schema);
        if (Choices(schema) is { } choices)
        {
            return Value(name, choices[random.Next(choices.Length)], depth);
        }

        var types = Types(schema);
        return (types.Length == 0 ? "string" : Pick(types)) switch
        {
            "null" => null,
            "boolean" => Chance(0.5),
            "integer" or "number" => Number(),
            "array" => new JsonArray([.. Enumerable.Range(0, depth > 3 ? 0 : random.Next(4)).Select(_ => Value(name, schema.TryGetProperty("items", out var items) ? items : schema, depth + 1))]),
            "object" => Members(schema, depth),
            _ => Text(name, schema),
        };
    }

    private JsonObject Members(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties) && depth < 5)
        {
            foreach (var property in properties.EnumerateObject().Where(_ => Chance(0.75)))
            {
                made[property.Name] = Value(property.Name, property.Value, depth + 1);
            }
        }

        if (Chance(0.03))
        {
            made["surprise"] = 1;
        }

        return made;
    }

    private JsonNode? Wrong() => random.Next(5) switch
    {
        0 => null,
        1 => Pick(Rubbish),
        2 => Number(),
        3 => new JsonArray(1, "two", null),
        _ => new JsonObject { ["x"] = true },
    };

    private JsonNode Number() => JsonNode.Parse(Chance(0.6) ? random.Next(1, 20).ToString(CultureInfo.InvariantCulture) : Pick(Numbers.Where(n => n != "1e400").ToArray()))!;

    private string Text(string name, JsonElement schema)
    {
        schema = Resolve(schema);
        if (Chance(0.12))
        {
            return Pick(Rubbish);
        }

        if (known.TryGetValue(name, out var values))
        {
            return Pick(values);
        }

        if (schema.TryGetProperty("enum", out var choices))
        {
            return choices[random.Next(choices.GetArrayLength())].ToString();
        }

        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        return format switch
        {
            "uuid" => Chance(0.3) ? known["id"][0] : Guid.CreateVersion7().ToString(),
            "date-time" => Chance(0.8) ? "2026-03-01T10:00:00+05:00" : "0001-01-01T00:00:00+14:00",
            "date" => Chance(0.8) ? "2026-03-01" : "9999-12-31",
            _ => Types(schema).Contains("integer") ? Pick(Numbers) : Types(schema).Contains("boolean") ? "true" : Pick(known["word"]),
        };
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return schema;
    }

    private static JsonElement[]? Choices(JsonElement schema) =>
        schema.TryGetProperty("oneOf", out var one) ? [.. one.EnumerateArray()] : schema.TryGetProperty("anyOf", out var any) ? [.. any.EnumerateArray()] : null;

    private static string[] Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? [] :
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    private static string Ascii(string text) => new([.. text.Where(c => c is >= ' ' and < (char)127)]);

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private bool Chance(double part) => random.NextDouble() < part;
}
