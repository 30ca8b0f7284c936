using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Tests.Tables;

public sealed class TableNumberTests
{
    [Theory]
    [InlineData(" 12.50 ", 12.5)]
    [InlineData("12.5000000000000000000000000000000000", 12.5)]
    [InlineData("-80995", -80995)]
    [InlineData("+.5", 0.5)]
    [InlineData("0.00", 0)]
    [InlineData("100", 100)]
    [InlineData("5.", 5)]
    [InlineData("۱۲۳٫۴۵", 123.45)]
    [InlineData("−7", -7)]
    public void A_number_is_read_exactly(string cell, double value)
    {
        TableNumber.Read(cell, 2, 100_000, out var read).ShouldBe(NumberFault.None);
        read.ShouldBe((decimal)value);
    }

    [Theory]
    [InlineData("", "NotANumber")]
    [InlineData("-", "NotANumber")]
    [InlineData(".", "NotANumber")]
    [InlineData("1.2.", "NotANumber")]
    [InlineData("1,250", "NotANumber")]
    [InlineData("Rs 5", "NotANumber")]
    [InlineData("1e3", "NotANumber")]
    [InlineData("5-", "NotANumber")]
    [InlineData("0.001", "NotExact")]
    [InlineData("0.0000000000000000000000000000000000001", "NotExact")]
    [InlineData("100001", "OutOfRange")]
    [InlineData("-99999999999999999999999999999999999999", "OutOfRange")]
    public void What_is_no_such_number_is_said(string cell, string fault) =>
        TableNumber.Read(cell, 2, 100_000, out _).ToString().ShouldBe(fault);
}
