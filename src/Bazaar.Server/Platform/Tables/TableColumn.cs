namespace Bazaar.Server.Platform.Tables;

/// <summary>One column of a list or report.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <param name="Header">The column's name.</param>
/// <param name="Value">What stands in it: text, a number, a date or time, a truth value, or null for an empty cell.</param>
internal sealed record TableColumn<T>(string Header, Func<T, object?> Value);
