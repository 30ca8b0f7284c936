namespace Bazaar.Server.Platform.Tables;

/// <summary>A file cannot be read or written as a table. The message names the file and says what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="row">The row at which it shows; null when it concerns the file as a whole.</param>
/// <param name="inner">What lies beneath.</param>
internal sealed class TableException(string message, int? row = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The row at which it shows; null when it concerns the file as a whole.</summary>
    public int? Row { get; } = row;
}
