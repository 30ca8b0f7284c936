namespace Bazaar.Cli.Input;

/// <summary>What a command's items may look like.</summary>
/// <param name="Shape">How to write one, for people.</param>
/// <param name="NeedsQuantity">False when a bare code means one.</param>
/// <param name="TakesMoney">True when a price or cost may follow an <c>@</c>.</param>
/// <param name="Signed">True when the sign says in or out.</param>
/// <param name="TakesZero">True when nothing is a quantity, as in a count.</param>
/// <param name="MayCorrect">True when less than nothing is one too, as in a scan that takes another back.</param>
internal sealed record ItemSyntax(string Shape, bool NeedsQuantity, bool TakesMoney = false, bool Signed = false, bool TakesZero = false, bool MayCorrect = false)
{
    public static readonly ItemSyntax Sell = new("SKU[=QTY[:PACK][@PRICE]]", NeedsQuantity: false, TakesMoney: true);
    public static readonly ItemSyntax Receive = new("SKU=QTY[:PACK][@COST]", NeedsQuantity: true, TakesMoney: true);
    public static readonly ItemSyntax Remove = new("SKU=QTY[:PACK]", NeedsQuantity: true);
    public static readonly ItemSyntax Return = new("SKU=QTY[:PACK][@PRICE]", NeedsQuantity: true, TakesMoney: true);
    public static readonly ItemSyntax Count = new("SKU=COUNTED[:PACK]", NeedsQuantity: true, TakesZero: true);
    public static readonly ItemSyntax Scan = new("SKU[=QTY[:PACK]]", NeedsQuantity: false, TakesZero: true, MayCorrect: true);
    public static readonly ItemSyntax Move = new("SKU=QTY[:PACK]", NeedsQuantity: true);
    public static readonly ItemSyntax Adjust = new("SKU=+N|-N", NeedsQuantity: true, Signed: true);
}

/// <summary>One item of a command line, such as <c>SUGAR=2.5</c> or <c>TEA=2:carton@2400</c>.</summary>
/// <param name="Code">A SKU or a barcode.</param>
/// <param name="Quantity">As typed; null when it was not.</param>
/// <param name="Pack">What the quantity counts; null for the base unit.</param>
/// <param name="Money">Price or cost per pack or base unit; null when it was not given.</param>
internal sealed record ItemToken(string Code, decimal? Quantity, string? Pack, decimal? Money)
{
    /// <summary>Reads all items of a command line; everything that is wrong is said at once.</summary>
    /// <param name="tokens">As typed.</param>
    /// <param name="syntax">What they may look like.</param>
    public static IReadOnlyList<ItemToken> ParseAll(IEnumerable<string> tokens, ItemSyntax syntax)
    {
        var items = new List<ItemToken>();
        var wrong = new List<string>();
        foreach (var token in tokens)
        {
            if (Parse(token, syntax, out var problem) is { } item)
            {
                items.Add(item);
            }
            else
            {
                wrong.Add($"'{token}': {problem}");
            }
        }

        return wrong.Count == 0 ? items : throw new UsageException(string.Join('\n', wrong) + $"\nWrite items as {syntax.Shape}.");
    }

    /// <summary>Reads one item.</summary>
    /// <param name="token">As typed.</param>
    /// <param name="syntax">What it may look like.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    /// <returns>Null when something is wrong.</returns>
    public static ItemToken? Parse(string token, ItemSyntax syntax, out string? problem)
    {
        var (code, rest) = Cut(token, '=');
        var (amount, money) = Cut(rest ?? "", '@');
        var (quantity, pack) = Cut(amount, ':');
        problem = code.Length == 0 ? "the product is missing."
            : code.Contains('@') || code.Contains(':') ? "a price or a pack follows the quantity, as in SUGAR=2@150."
            : rest is null ? (syntax.NeedsQuantity ? "the quantity is missing." : null)
            : WrongQuantity(quantity, syntax) ?? (pack is "" ? "the pack's name is missing after the colon." : WrongMoney(money, syntax));
        return problem is null ? new ItemToken(code, rest is null ? null : Number(quantity), pack, money is null ? null : Number(money)) : null;
    }

    private static string? WrongQuantity(string text, ItemSyntax syntax)
    {
        if (!Given.TryNumber(text, out var number))
        {
            return $"'{text}' is not a quantity. Write 2 or 2.5; for packs, 2:carton.";
        }

        if (number == 0 && !syntax.TakesZero)
        {
            return "the quantity is zero.";
        }

        if (syntax.Signed)
        {
            return text[0] is '+' or '-' ? null : "say +N for more or -N for less.";
        }

        return text[0] is '+' or '-' && !syntax.MayCorrect ? "the quantity has no sign here." : null;
    }

    private static string? WrongMoney(string? text, ItemSyntax syntax) =>
        text is null ? null
        : !syntax.TakesMoney ? "no price is given here."
        : !Given.TryNumber(text, out _) || text[0] is '+' or '-' ? $"'{text}' is not an amount. Write @150 or @150.50."
        : null;

    private static decimal Number(string text) => Given.TryNumber(text, out var number) ? number : 0;

    private static (string Before, string? After) Cut(string text, char at) =>
        text.IndexOf(at) is var i and >= 0 ? (text[..i], text[(i + 1)..]) : (text, null);
}
