using System.IO.Compression;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Tests.Tables;

public sealed class XlsxReadingTests
{
    private const string SheetRows = """
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>when</t></is></c><c r="D1" s="1"/></row>
        <row r="3"><c r="A3" t="inlineStr"><is><r><t>A </t></r><r><t>1</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c><c r="B3"><v>2.5499999999999998</v></c><c r="C3" s="1"><v>40513.351388888892</v></c></row>
        <row r="4"><c r="A4"><v>8961014012345</v></c><c r="C4" s="2"><v>40513</v></c></row>
        <row r="5"/>
        <row r="6"><c r="A6" t="str"><f>1+1</f><v>B</v></c><c r="B6"><v>1E-3</v></c><c r="C6" t="b"><v>1</v></c><c r="F6"><v>9</v></c></row>
        """;

    [Fact]
    public void Text_numbers_and_dates_read_as_a_person_sees_them()
    {
        using var table = TableReader.Open(new MemoryStream(Workbook(SheetRows)), "shop.xlsx");

        var rows = table.Rows().ToList();

        table.Header.Names.ShouldBe(["sku", "price", "when"]);
        rows.Select(r => r.Row).ShouldBe([3, 4, 6]);
        rows[0].Cells.ShouldBe(["A 1", "2.55", "2010-12-01 08:26:00"]);
        rows[1].Cells.ShouldBe(["8961014012345", "", "2010-12-01"]);
        rows[2].Error!.ShouldContain("6 cells, the header has 3");
        (rows[2]["sku"], rows[2]["price"], rows[2]["when"]).ShouldBe(("B", "0.001", "TRUE"));
    }

    [Theory]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("2.5499999999999998", "2.55")]
    [InlineData("0.1", "0.1")]
    [InlineData("17850.0", "17850.0")]
    [InlineData("1.5E+3", "1500")]
    [InlineData("-80995", "-80995")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("1E+300", "1E+300")]
    public void Numbers_carry_no_binary_noise(string stored, string shown) => XlsxCells.Number(stored).ShouldBe(shown);

    [Theory]
    [InlineData("dd/mm/yyyy", true)]
    [InlineData("[$-409]h:mm AM/PM", true)]
    [InlineData("General", false)]
    [InlineData("0.00\" days\"", false)]
    [InlineData("[Red]#,##0.00", false)]
    [InlineData("\\d0", false)]
    public void A_style_is_a_date_when_its_format_shows_one(string format, bool isDate) => XlsxDates.IsDateFormat(format).ShouldBe(isDate);

    [Fact]
    public void A_damaged_sheet_is_refused_with_words()
    {
        var file = Workbook("<row r=\"1\"><c><v>1</v>");

        Should.Throw<TableException>(() => TableReader.Open(new MemoryStream(file), "shop.xlsx").Rows().ToList()).Message.ShouldContain("damaged XLSX");
    }

    [Fact]
    public void Entities_are_not_expanded()
    {
        var file = Workbook("<row r=\"1\"><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>", "<!DOCTYPE w [<!ENTITY x \"boom\">]>");

        Should.Throw<TableException>(() => TableReader.Open(new MemoryStream(file), "shop.xlsx").Rows().ToList());
    }

    private static byte[] Workbook(string rows, string prologue = "")
    {
        const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                <Override PartName="/xl/st.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                <Override PartName="/xl/ss.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>
                """);
            Add("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add("xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/>
                <Relationship Id="r2" Type="{office}/styles" Target="st.xml"/><Relationship Id="r3" Type="{office}/sharedStrings" Target="ss.xml"/></Relationships>
                """);
            Add("xl/workbook.xml", $"""<workbook {main} xmlns:r="{office}"><sheets><sheet name="Till" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add("xl/st.xml", $"""<styleSheet {main}><numFmts count="1"><numFmt numFmtId="170" formatCode="dd/mm/yyyy hh:mm"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
            Add("xl/ss.xml", $"""<sst {main}><si><t>sku</t></si><si><r><t>pri</t></r><r><t>ce</t></r></si></sst>""");
            Add("xl/s.xml", $"""{prologue}<worksheet {main}><sheetData>{rows}</sheetData></worksheet>""");

            void Add(string path, string content)
            {
                using var text = new StreamWriter(zip.CreateEntry(path).Open());
                text.Write(content);
            }
        }

        return file.ToArray();
    }
}
