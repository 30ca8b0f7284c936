using System.Text;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Tests.Tables;

public sealed class TableWriterTests
{
    private static readonly TableColumn<Item>[] Columns =
    [
        new("sku", i => i.Sku), new("name", i => i.Name), new("price", i => i.Price), new("on", i => i.On), new("at", i => i.At), new("archived", i => i.Archived),
    ];

    private static readonly Item[] Items =
    [
        new("A", "Salt, \"fine\"\nپاکستانی نمک", 12.50m, new DateOnly(2026, 3, 1), new DateTimeOffset(2026, 3, 1, 9, 12, 44, TimeSpan.FromHours(5)), false),
        new("B", "=cmd|' /C calc'!A0", -0.001m, null, null, true),
        new("C", " -5 apart, _x0041_ and \u0001 ", 79228162514264337593543950335m, null, null, null),
    ];

    [Fact]
    public async Task Csv_is_exact_and_texts_cannot_run_as_formulas()
    {
        var text = Encoding.UTF8.GetString(await WriteAsync(TableFormat.Csv));

        text.ShouldBe(
            "sku,name,price,on,at,archived\r\n" +
            "A,\"Salt, \"\"fine\"\"\nپاکستانی نمک\",12.50,2026-03-01,2026-03-01T04:12:44Z,false\r\n" +
            "B,\"'=cmd|' /C calc'!A0\",-0.001,,,true\r\n" +
            "C,\" -5 apart, _x0041_ and \u0001 \",79228162514264337593543950335,,,\r\n");
    }

    [Fact]
    public async Task A_list_reads_back_as_it_was_written_in_both_formats()
    {
        using var csv = TableReader.Open(new MemoryStream(await WriteAsync(TableFormat.Csv)), "list.csv");
        using var xlsx = TableReader.Open(new MemoryStream(await WriteAsync(TableFormat.Xlsx)), "list.xlsx");

        csv.Rows().Select(r => r["price"]).ShouldBe(["12.50", "-0.001", "79228162514264337593543950335"]);
        var rows = xlsx.Rows().ToList();
        rows.Select(r => r["name"]).ShouldBe(Items.Select(i => i.Name));
        rows.Select(r => r["price"]).ShouldBe(["12.50", "-0.001", "79228162514264337593543950335"]);
        (rows[0]["on"], rows[0]["at"], rows[1]["archived"]).ShouldBe(("2026-03-01", "2026-03-01 04:12:44", "TRUE"));
    }

    [Fact]
    public async Task Nothing_is_written_synchronously()
    {
        foreach (var format in new[] { TableFormat.Csv, TableFormat.Xlsx })
        {
            using var to = new AsyncOnlyStream();
            await TableWriter.WriteAsync(format, to, Columns, Enumerable.Repeat(Items[0], 5_000), TestContext.Current.CancellationToken);
            to.Length.ShouldBeGreaterThan(1000);
        }
    }

    [Theory]
    [InlineData("csv", null, true, "Csv")]
    [InlineData("XLSX", "application/json", true, "Xlsx")]
    [InlineData("json", "text/csv", true, null)]
    [InlineData("pdf", null, false, null)]
    [InlineData(null, "text/csv; q=0.9", true, "Csv")]
    [InlineData(null, "text/html,application/json", true, null)]
    [InlineData(null, "*/*", true, null)]
    [InlineData(null, null, true, null)]
    public void The_format_is_what_was_asked_for(string? query, string? accept, bool known, string? format)
    {
        TableFormats.TryChoose(query, accept, out var chosen).ShouldBe(known);
        chosen?.ToString().ShouldBe(format);
    }

    private static async Task<byte[]> WriteAsync(TableFormat format)
    {
        using var file = new MemoryStream();
        await TableWriter.WriteAsync(format, file, Columns, Items, TestContext.Current.CancellationToken);
        return file.ToArray();
    }

    private sealed record Item(string Sku, string Name, decimal Price, DateOnly? On, DateTimeOffset? At, bool? Archived);

    private sealed class AsyncOnlyStream : MemoryStream
    {
        private bool _async;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (!_async)
            {
                throw new InvalidOperationException("Synchronous write.");
            }

            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous write.");

        public override void Flush() => throw new InvalidOperationException("Synchronous flush.");

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _async = true;
            base.Write(buffer.ToArray(), 0, buffer.Length);
            _async = false;
            await Task.Yield();
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
