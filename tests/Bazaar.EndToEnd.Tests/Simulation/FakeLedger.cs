using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>The rules of the ledger in their slow and obvious form, for one store: the other opinion the simulation is checked against.</summary>
internal sealed class FakeLedger(string store, TimeProvider clock)
{
    private static readonly Dictionary<string, (string Sku, decimal Size)> Barcodes = KiryanaCatalogue.Load().Products
        .SelectMany(p => new[] { (p.Barcode, p.Sku, Size: 1m), (Barcode: p.Pack?.Barcode, p.Sku, Size: p.Pack?.Size ?? 0) })
        .Where(b => b.Barcode is not null).ToDictionary(b => b.Barcode!, b => (b.Sku, b.Size));

    private static readonly Dictionary<string, decimal> Packs = KiryanaCatalogue.Load().Products
        .Where(p => p.Pack is not null).ToDictionary(p => $"{p.Sku}/{p.Pack!.Name}", p => p.Pack!.Size);

    private readonly Dictionary<Guid, string> _content = [];
    private readonly HashSet<Guid> _reversed = [];
    private readonly List<Movement> _counts = [];
    private readonly Dictionary<Guid, Movement> _byId = [];

    public string Store { get; } = store;

    public List<Movement> Entries { get; } = [];

    public Dictionary<string, decimal> OnHand { get; } = new(StringComparer.Ordinal);

    /// <summary>For each refused or accepted fall below zero, the product.</summary>
    public List<string> WentNegative { get; } = [];

    public BulkResult Post(MovementRequest request)
    {
        var content = JsonSerializer.Serialize(request with { Store = null }, BazaarJson.Wire.MovementRequest);
        if (_content.TryGetValue(request.Id!.Value, out var before))
        {
            return before == content ? new BulkResult(200, _byId[request.Id.Value], null) : Refuse(422, ProblemCodes.IdReused);
        }

        var now = clock.GetUtcNow();
        var occurredAt = request.OccurredAt ?? now;
        if (occurredAt > now.AddMinutes(5))
        {
            return Refuse(400, ProblemCodes.Invalid);
        }

        var wanted = request.Lines!.Select(l => Resolve(request.Type!, l)).ToList();
        var lines = new List<MovementLine>();
        foreach (var (sku, quantity, counted) in wanted)
        {
            Add(lines, sku, counted is { } there ? there - OnHand.GetValueOrDefault(sku) : quantity, counted, counted is null ? CountAfter(sku, occurredAt) : null);
        }

        return Finish(request.Id.Value, content, request.Type!, occurredAt, request.OnShortage, request.Reference, lines, null);
    }

    public BulkResult Reverse(Guid id, ReversalRequest request)
    {
        if (_content.ContainsKey(request.Id!.Value))
        {
            return new BulkResult(200, _byId[request.Id.Value], null);
        }

        if (!_byId.TryGetValue(id, out var original))
        {
            return Refuse(404, ProblemCodes.NotFound);
        }

        if (!_reversed.Add(id))
        {
            return Refuse(409, ProblemCodes.AlreadyReversed);
        }

        var lines = new List<MovementLine>();
        foreach (var line in original.Lines.Where(l => l.CoveredByCount is null))
        {
            Add(lines, line.Sku, -line.Quantity, null, CountAfter(line.Sku, original.OccurredAt));
        }

        return Finish(request.Id.Value, request.Reason!, "reversal", original.OccurredAt, request.OnShortage, null, lines, id);
    }

    public FeedPage Feed(long after, int limit) => new([.. Entries.Skip((int)after).Take(limit)], Entries.Count);

    private static (string Sku, decimal Quantity, decimal? Counted) Resolve(string type, MovementLineRequest line)
    {
        var (sku, size) = line.Barcode is { } code ? Barcodes[code] : (line.Sku!, line.Pack is { } pack ? Packs[$"{line.Sku}/{pack}"] : 1);
        var sign = type is "opening" or "stockIn" or "customerReturn" ? 1 : -1;
        return (sku, sign * (line.Quantity ?? 0) * size, line.Counted);
    }

    private void Add(List<MovementLine> lines, string sku, decimal quantity, decimal? counted, long? coveredBy)
    {
        var before = lines.LastOrDefault(l => l.Sku == sku)?.OnHand ?? OnHand.GetValueOrDefault(sku);
        lines.Add(new MovementLine { Line = lines.Count + 1, Sku = sku, Quantity = quantity, Counted = counted, UnitCost = 0, Amount = 0, OnHand = before + quantity });
        if (coveredBy is not null)
        {
            lines.Add(lines[^1] with { Line = lines.Count + 1, Quantity = -quantity, OnHand = before, CoveredByCount = coveredBy });
        }
    }

    private long? CountAfter(string sku, DateTimeOffset occurredAt) =>
        _counts.Find(e => e.OccurredAt > occurredAt && e.Lines.Any(l => l.Sku == sku))?.Seq;

    private BulkResult Finish(Guid id, string content, string type, DateTimeOffset occurredAt, string? onShortage, string? reference, List<MovementLine> lines, Guid? reversalOf)
    {
        var shortOf = lines.GroupBy(l => l.Sku).Where(g => g.Sum(l => l.Quantity) < 0 && g.Last().OnHand < 0 && g.Last().Counted is null).ToList();
        WentNegative.AddRange(shortOf.Select(g => g.Key));
        if (shortOf.Count > 0 && onShortage != "accept")
        {
            return Refuse(409, ProblemCodes.InsufficientStock, string.Join(", ", shortOf.Select(g => $"{type} {reference}: {g.Key} {g.Last().OnHand}")));
        }

        foreach (var line in lines)
        {
            OnHand[line.Sku] = line.OnHand;
        }

        var previous = Entries.Count == 0 ? new string('0', 64) : Entries[^1].Hash;
        Entries.Add(new Movement
        {
            Id = id,
            Store = Store,
            Seq = Entries.Count + 1,
            Type = type,
            OccurredAt = occurredAt,
            RecordedAt = clock.GetUtcNow(),
            BusinessDate = DateOnly.FromDateTime(occurredAt.DateTime),
            Actor = "owner",
            Reference = reference,
            Total = 0,
            ReversalOf = reversalOf,
            Lines = lines,
            Fingerprint = "",
            PreviousHash = previous,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + id + content))),
        });
        _content[id] = content;
        _byId[id] = Entries[^1];
        if (type == "count")
        {
            _counts.Add(Entries[^1]);
        }

        return new BulkResult(201, Entries[^1], null);
    }

    private static BulkResult Refuse(int status, string code, string? detail = null) => new(status, null, new Problem { Status = status, Code = code, Detail = detail });
}
