using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bazaar.Domain.Audit;

namespace Bazaar.Storage.Purchasing;

/// <summary>Writes what changed as the audit trail keeps it: JSON of what differs, and nothing else.</summary>
internal static class AuditText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The change, or null when nothing differs.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="subject">To what.</param>
    /// <param name="store">The store's code, where one is concerned.</param>
    /// <param name="before">What it was; null when it is new.</param>
    /// <param name="after">What it is; null when it is gone.</param>
    public static AuditChange? Change(string action, string subject, string? store, JsonObject? before, JsonObject? after)
    {
        var was = Only(before, after);
        var now = Only(after, before);
        return was is null && now is null ? null : new AuditChange(action, subject, store, was, now);
    }

    private static string? Only(JsonObject? of, JsonObject? other)
    {
        if (of is null)
        {
            return null;
        }

        var kept = new JsonObject();
        foreach (var (name, value) in of)
        {
            var stands = other is null ? value is not null : !JsonNode.DeepEquals(value, other[name]);
            if (stands)
            {
                kept.Add(name, value?.DeepClone());
            }
        }

        return kept.Count == 0 ? null : kept.ToJsonString(Readable);
    }
}
