using System.IO.Compression;
using System.Text;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Tests.Tables;

public sealed class TableReaderTests
{
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAbc2t1LG5hbWUKQSxUZWEKQiwi2obYp9im25IiCgB7PLxzNIbe2QABNByTGq2PH7bzfQEAAAAABFla";

    [Fact]
    public void Cells_are_found_by_name_in_any_case_and_rows_know_their_line()
    {
        using var table = Open("\uFEFFSku, Name \r\nA,Tea\r\n\r\nB,\"Salt, \"\"fine\"\"\r\n1 kg\"\r\nC,\r\n");

        var rows = table.Rows().ToList();

        table.Header.Names.ShouldBe(["Sku", "Name"]);
        rows.Select(r => (r.Row, r["SKU"], r["name"], r.Error)).ShouldBe(
            [(2, "A", "Tea", null), (4, "B", "Salt, \"fine\"\r\n1 kg", null), (6, "C", "", null)]);
        rows[0]["missing"].ShouldBe("");
    }

    [Theory]
    [InlineData("a;b;c,d\n1;2;3\n", "1|2|3")]
    [InlineData("a\tb;c\td\n1\t2\t3\n", "1|2|3")]
    [InlineData("\"a;a;a\",b\n1,2\n", "1|2")]
    [InlineData("only\none\n", "one")]
    [InlineData("\n\na,b\r1,2\r", "1|2")]
    public void The_separator_is_the_headers(string text, string firstRow)
    {
        using var table = Open(text);

        string.Join('|', table.Rows().First().Cells).ShouldBe(firstRow);
    }

    [Fact]
    public void A_row_with_the_wrong_number_of_cells_is_named_and_the_next_one_is_read()
    {
        using var table = Open("a,b\n1\n1,2,3\n5\" nail,ok\n\"x\"y,2\n3,4\n");

        var rows = table.Rows().ToList();

        rows.Select(r => (r.Row, r.Error is null)).ShouldBe([(2, false), (3, false), (4, true), (5, false), (6, true)]);
        rows[0].Error!.ShouldContain("1 cells, the header has 2");
        rows[2]["a"].ShouldBe("5\" nail");
        rows[3].Error!.ShouldContain("Double a quote");
    }

    [Fact]
    public void An_unclosed_quote_names_the_row_where_it_opens_and_ends_the_reading()
    {
        using var table = Open("a,b\n1,2\n\"x,2\n3,4\n");

        var last = table.Rows().Last();

        (last.Row, last.EndsFile).ShouldBe((3, true));
        last.Error!.ShouldContain("never closed");
    }

    [Fact]
    public void An_unclosed_quote_does_not_fill_the_memory()
    {
        using var table = Open("a,b\n1,\"" + new string('x', 20_000_000));

        var row = table.Rows().Single();

        (row.Row, row.EndsFile).ShouldBe((2, true));
        row.Error!.ShouldContain("never closed");
    }

    [Fact]
    public void A_cell_or_row_beyond_the_bounds_is_an_error_of_its_row()
    {
        using var table = Open("a,b\n1," + new string('x', TableReader.MaxCellLength + 1) + "\n" + new string(',', 300) + "\n3,4\n");

        table.Rows().Select(r => (r.Row, r.Error is null)).ShouldBe([(2, false), (3, false), (4, true)]);
    }

    [Fact]
    public void Other_encodings_are_named_and_how_to_save_is_said()
    {
        Refusal(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,2")).ToArray()).Message.ShouldContain("UTF-16");
        Refusal(Encoding.Unicode.GetBytes("a,b\n1,2")).Message.ShouldContain("CSV UTF-8");
        Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]).Message.ShouldContain("XLS");
        var latin = Refusal(Encoding.Latin1.GetBytes("a,b\n1,2\n3,caf\u00E9\n"));
        latin.Row.ShouldBe(3);
        latin.Message.ShouldContain("CSV UTF-8");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "holds no rows")]
    [InlineData("a,A\n", "Two columns are named")]
    public void A_header_that_cannot_be_one_is_refused(string text, string reason)
    {
        var message = Refusal(Encoding.UTF8.GetBytes(text)).Message;

        message.ShouldContain(reason);
        message.ShouldContain("shop.csv");
    }

    [Fact]
    public void Paths_that_are_no_files_are_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-tables-");

        Should.Throw<TableException>(() => TableReader.Open(folder.FullName)).Message.ShouldContain("is a folder");
        Should.Throw<TableException>(() => TableReader.Open(Path.Combine(folder.FullName, "none.csv"))).Message.ShouldContain("There is no file");
        folder.Delete();
    }

    [Fact]
    public void Packed_files_are_unpacked_by_content()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("sku,name\nA,Tea\n"u8);
        }

        using var fromGzip = TableReader.Open(new MemoryStream(packed.ToArray()), "shop.csv");
        using var fromXz = TableReader.Open(new MemoryStream(Convert.FromBase64String(Xz)), "shop.csv");

        fromGzip.Rows().Single()["name"].ShouldBe("Tea");
        fromXz.Rows().Select(r => r["name"]).ShouldBe(["Tea", "چائے"]);
    }

    [Fact]
    public void Packed_files_that_were_cut_off_are_refused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},{i * 7919 % 10007}\n"))));
        }

        Refusal(packed.ToArray()[..(int)(packed.Length / 2)]).Message.ShouldContain("cut off");
        Refusal(Convert.FromBase64String(Xz)[..^20]).Message.ShouldContain("incomplete");
    }

    [Fact]
    public void A_small_packed_file_cannot_unpack_without_end()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("a,b\n"u8);
            gzip.Write(new string('\n', 5_000_000).Select(c => (byte)c).ToArray());
        }

        Should.Throw<TableException>(() =>
        {
            using var table = TableReader.Open(new MemoryStream(packed.ToArray()), "shop.csv", maxBytes: 1_000_000);
            _ = table.Rows().ToList();
        }).Message.ShouldContain("1,000,000 bytes");
    }

    [Fact]
    public void A_zip_that_is_no_workbook_is_refused()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("shop.csv");
        }

        Refusal(zip.ToArray()).Message.ShouldContain("no XLSX workbook");
        Refusal(zip.ToArray()[..40]).Message.ShouldContain("shop.csv");
    }

    private static TableReader Open(string text) => TableReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "shop.csv");

    private static TableException Refusal(byte[] file) => Should.Throw<TableException>(() =>
    {
        using var table = TableReader.Open(new MemoryStream(file), "shop.csv");
        _ = table.Rows().ToList();
    });
}
