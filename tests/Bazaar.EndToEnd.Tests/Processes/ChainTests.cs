using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;
using Bazaar.EndToEnd.Tests.Cli;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>docs/reference/verify_chain.py proves a chain with nothing but the feed, and finds one altered byte.</summary>
public sealed class ChainTests
{
    private const string Note = "چائے،\tدودھ\nاور \\چینی\\\r\n\"½ kg\" 🫖";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_script_proves_a_chain_with_everything_in_it_and_finds_every_altered_byte()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();
        await TradeAsync(server.Client);
        var head = (await server.Client.ListHeadsAsync(Ct)).Items.Single();

        var proved = await VerifyAsync([server.Address.ToString(), "SHOP"]);
        (proved.Exit, proved.Error).ShouldBe((0, ""));
        proved.Out.ShouldBe($"SHOP: {head.Seq} entries, head {head.Seq}:{head.Hash}\n");
        (await VerifyAsync([server.Address.ToString(), "SHOP", $"{head.Seq}:{head.Hash}"])).Exit.ShouldBe(0);
        (await VerifyAsync([server.Address.ToString(), "SHOP", $"{head.Seq}:{new string('0', 64)}"])).Error.ShouldContain("does not contain");

        var feed = await server.Client.Http.GetStringAsync("api/v1/stores/SHOP/feed?after=0", Ct);
        (await VerifyAsync(["-", "SHOP"], feed)).Out.ShouldBe(proved.Out);
        foreach (var (from, to) in Alterations())
        {
            var at = feed.IndexOf(from, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(0, from);
            var altered = await VerifyAsync(["-", "SHOP"], feed[..at] + to + feed[(at + from.Length)..]);
            altered.Exit.ShouldBe(1, $"{from} became {to}");
            altered.Error.ShouldContain("breaks at entry", customMessage: $"{from} became {to}");
        }

        var page = await server.Client.ReadFeedAsync("SHOP", 0, ct: Ct);
        var cut = feed.Replace($"\"head\":{page.Head}", $"\"head\":{page.Head + 1}", StringComparison.Ordinal);
        (await VerifyAsync(["-", "SHOP"], cut)).Error.ShouldContain($"ends at entry {page.Head}");
    }

    [Fact]
    public async Task The_example_in_the_document_is_true()
    {
        var document = await File.ReadAllTextAsync(Reference("chain.md"), Ct);
        var feed = Between(document, "```json\n", "\n```");
        var text = Between(document, "```text\n", "```").Replace('⇥', '\t');

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

        JsonSerializer.Deserialize(feed, BazaarJson.Wire.FeedPage).ShouldNotBeNull().Items[1].Hash.ShouldBe(hash);
        document.ShouldContain($"{Encoding.UTF8.GetByteCount(text)} bytes");
        document.ShouldContain((await VerifyAsync(["-", "SHOP"], feed)).Out);
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    // The same number of bytes each time: one letter, one digit, a tab that became a new line.
    private static IEnumerable<(string From, string To)> Alterations() =>
    [
        ("\"actor\":\"owner\"", "\"actor\":\"ovner\""),
        ("\"quantity\":48,", "\"quantity\":49,"),
        ("\"unitCost\":100.0000", "\"unitCost\":100.0001"),
        ("\"packQuantity\":0.5", "\"packQuantity\":0.6"),
        ("\"counted\":30", "\"counted\":31"),
        ("\"coveredByCount\":3", "\"coveredByCount\":2"),
        ("\"type\":\"reversal\"", "\"type\":\"reversaL\""),
        ("دودھ\\n", "دودھ\\t"),
        ("\"businessDate\":\"2026-03-01\"", "\"businessDate\":\"2026-03-02\""),
        ("\"reason\":\"damaged\"", "\"reason\":\"expired\""),
    ];

    private static async Task TradeAsync(BazaarClient client)
    {
        await client.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", NameUrdu = "چائے", Unit = "piece", Price = 120, Packs = [new Pack { Name = "carton", Size = 24 }] }, Ct);
        await client.AddProductAsync(new ProductRequest { Sku = "SUGAR", Name = "Sugar", Unit = "kg", Price = 160 }, Ct);
        var morning = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(5));
        await PostAsync("stockIn", morning, new MovementLineRequest { Sku = "TEA", Quantity = 2, Pack = "carton", UnitCost = 2400 }, new MovementLineRequest { Sku = "SUGAR", Quantity = 0.3m, UnitCost = 141.1234m });
        await PostAsync("sale", morning.AddHours(1), new MovementLineRequest { Sku = "TEA", Quantity = 0.5m, Pack = "carton" }, new MovementLineRequest { Sku = "SUGAR", Quantity = 0.1m, UnitPrice = 160.05m });
        await PostAsync("count", morning.AddHours(3), new MovementLineRequest { Sku = "TEA", Counted = 30 });
        var late = await PostAsync("sale", morning.AddHours(2), new MovementLineRequest { Sku = "TEA", Quantity = 1 });
        late.Lines.Count.ShouldBe(2);
        var over = await PostAsync("sale", morning.AddHours(4), new MovementLineRequest { Sku = "SUGAR", Quantity = 5 });
        await client.PostMovementAsync("SHOP", new MovementRequest { Type = "removal", Reason = "damaged", Lines = [new MovementLineRequest { Sku = "TEA", Quantity = 1 }] }, Ct);
        await client.ReverseMovementAsync("SHOP", over.Id, new ReversalRequest { Reason = "غلط" }, Ct);
        await client.PostMovementAsync("SHOP", new MovementRequest { Type = "adjustment", Lines = [new MovementLineRequest { Sku = "SUGAR", Quantity = -0.005m }] }, Ct);

        Task<Movement> PostAsync(string type, DateTimeOffset at, params MovementLineRequest[] lines) =>
            client.PostMovementAsync("SHOP", new MovementRequest { Type = type, OccurredAt = at, Reference = "till\t2", Note = Note, Supplier = type == "stockIn" ? "UNILEVER" : null, OnShortage = "accept", Lines = lines }, Ct);
    }

    private static async Task<Outcome> VerifyAsync(string[] args, string input = "")
    {
        var start = new ProcessStartInfo("python3", [Reference("verify_chain.py"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            UseShellExecute = false,
        };
        start.Environment["no_proxy"] = "127.0.0.1";
        start.Environment["PYTHONUTF8"] = "1";
        using var python = Process.Start(start).ShouldNotBeNull();
        await python.StandardInput.WriteLineAsync(input);
        python.StandardInput.Close();
        using var bytes = new MemoryStream();
        var error = python.StandardError.ReadToEndAsync(Ct);
        await python.StandardOutput.BaseStream.CopyToAsync(bytes, Ct);
        await python.WaitForExitAsync(Ct);
        return new Outcome(python.ExitCode, bytes.ToArray(), await error);
    }

    private static string Reference(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bazaar.slnx")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return Path.Combine(folder.FullName, "docs", "reference", file);
    }
}
