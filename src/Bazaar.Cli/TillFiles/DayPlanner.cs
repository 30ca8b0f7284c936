using Bazaar.Contracts;

namespace Bazaar.Cli.TillFiles;

/// <summary>Turns a day's lines into entries. The same lines make the same entries, however they are spread over files and in whatever order.</summary>
/// <param name="store">The store's code.</param>
/// <param name="preset">The preset's name.</param>
/// <param name="zone">The zone of the files' local times.</param>
/// <param name="skus">How the catalogue spells the products.</param>
internal sealed class DayPlanner(string store, string preset, TimeZoneInfo zone, SkuMap skus)
{
    /// <summary>The most lines of one entry; longer ones become parts.</summary>
    public const int MaxLines = 5_000;

    private const int MaxReference = 200, MaxNote = 1_000;
    private readonly EntryIds _ids = new(store, preset);

    /// <summary>Plans a day.</summary>
    /// <param name="day">Its lines.</param>
    public DayPlan Plan(TillDay day)
    {
        var refused = new List<(TillLine, LineRefusal)>();
        var entries = new List<PlannedEntry>();
        var shared = 0;
        foreach (var document in day.Lines.GroupBy(l => l.Document, StringComparer.Ordinal))
        {
            var lines = new List<TillLine>();
            foreach (var line in document)
            {
                if ((line.Refusal ?? skus.RefusalOf(line)) is { } refusal)
                {
                    refused.Add((line, refusal));
                }
                else
                {
                    lines.Add(line);
                }
            }

            if (lines.Count == 0)
            {
                continue;
            }

            var once = TakeOnce(document.Key, lines, refused);
            shared += !ReferenceEquals(once, lines) && once.Exists(l => !ReferenceEquals(l.File, once[0].File)) ? 1 : 0;
            entries.AddRange(Entries(day.Date, document.Key, FirstMoment(document), once));
        }

        entries.Sort(ByTime);
        return new DayPlan(entries, refused, shared);
    }

    /// <summary>When a document's lines stand in several files: the same lines again are a copy, others belong to it.</summary>
    private static List<TillLine> TakeOnce(string document, List<TillLine> lines, List<(TillLine, LineRefusal)> refused)
    {
        if (lines.TrueForAll(l => ReferenceEquals(l.File, lines[0].File)))
        {
            return lines;
        }

        var kept = new List<List<TillLine>>();
        foreach (var part in lines.GroupBy(l => l.File).Select(g => g.Order(InContent).ToList()))
        {
            var original = kept.Find(k => k.Count == part.Count && k.Zip(part).All(p => InContent.Compare(p.First, p.Second) == 0));
            if (original is null)
            {
                kept.Add(part);
                continue;
            }

            refused.AddRange(part.Select(l => (l, new LineRefusal("document-repeated", $"{original[0].File.Path} holds the same lines of {document}; they are taken from there."))));
        }

        return [.. kept.SelectMany(k => k)];
    }

    private IEnumerable<PlannedEntry> Entries(DateOnly date, string document, DateTimeOffset first, List<TillLine> lines)
    {
        foreach (var ofKind in lines.GroupBy(l => l.Kind))
        {
            // The reason is not part of the id: a preset that guesses better must not post the same removal again.
            var (kind, part) = (Name(ofKind.Key), 0);
            foreach (var ofReason in ofKind.GroupBy(l => l.Reason).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                foreach (var chunk in ofReason.Order(InContent).Chunk(MaxLines))
                {
                    var request = new MovementRequest
                    {
                        Id = _ids.Of(date, document, kind, part++),
                        Store = store,
                        Type = kind,
                        OccurredAt = first,
                        Reference = Cut(document, MaxReference),
                        Reason = ofReason.Key,
                        Note = Note(ofKind.Key, chunk),
                        OnShortage = "accept",
                        Lines = [.. chunk.Select(ToWire)],
                    };
                    yield return new PlannedEntry(kind, request, chunk);
                }
            }
        }
    }

    private MovementLineRequest ToWire(TillLine line) => new()
    {
        Sku = skus.Of(line),
        Quantity = line.Quantity,
        UnitPrice = line.Kind is LineKind.Sale or LineKind.CustomerReturn ? line.Price : null,
    };

    private DateTimeOffset FirstMoment(IEnumerable<TillLine> lines)
    {
        var (first, last) = (DateTimeOffset.MaxValue, default(DateTime));
        foreach (var line in lines)
        {
            // Most lines of a document share its time, and zones are slow.
            if (line.Time != default && (line.Time != last || line.Offset is not null))
            {
                var moment = TillTimes.Moment(line.Time, line.Offset, zone);
                (first, last) = (moment < first ? moment : first, line.Time);
            }
        }

        return first;
    }

    private static string Name(LineKind kind) => kind switch
    {
        LineKind.Sale => "sale",
        LineKind.CustomerReturn => "customerReturn",
        LineKind.Removal => "removal",
        _ => "adjustment",
    };

    private static string? Note(LineKind kind, TillLine[] lines)
    {
        var isTrade = kind is LineKind.Sale or LineKind.CustomerReturn;
        var texts = lines
            .Select(l => !isTrade ? l.Description : l.Customer.Length == 0 ? l.Country : l.Country.Length == 0 ? $"Customer {l.Customer}" : $"Customer {l.Customer}, {l.Country}")
            .Where(t => t.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return string.Join("; ", texts) is { Length: > 0 } note ? Cut(note, MaxNote) : null;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static int ByTime(PlannedEntry a, PlannedEntry b)
    {
        var byTime = a.Request.OccurredAt!.Value.CompareTo(b.Request.OccurredAt!.Value);
        return byTime != 0 ? byTime
            : string.CompareOrdinal(a.Request.Reference, b.Request.Reference) is not 0 and var byReference ? byReference
            : a.Request.Id!.Value.CompareTo(b.Request.Id!.Value);
    }

    /// <summary>An order of lines that depends on what they say only.</summary>
    private static readonly Comparer<TillLine> InContent = Comparer<TillLine>.Create(static (a, b) =>
        a.Time.CompareTo(b.Time) is not 0 and var byTime ? byTime
        : string.Compare(a.Sku, b.Sku, StringComparison.OrdinalIgnoreCase) is not 0 and var bySku ? bySku
        : a.Quantity.CompareTo(b.Quantity) is not 0 and var byQuantity ? byQuantity
        : Nullable.Compare(a.Price, b.Price) is not 0 and var byPrice ? byPrice
        : a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind)
        : string.CompareOrdinal(a.Reason, b.Reason) is not 0 and var byReason ? byReason
        : string.CompareOrdinal(a.Description, b.Description));
}
