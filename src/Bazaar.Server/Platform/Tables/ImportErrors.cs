using Bazaar.Contracts;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Collects what is wrong: the first thousand in full, all of them as a number.</summary>
internal sealed class ImportErrors
{
    /// <summary>How many are kept.</summary>
    public const int MaxKept = 1000;

    private readonly List<ImportError> _kept = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<ImportError> Kept => _kept;

    /// <summary>All of them.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="row">The row in the file.</param>
    /// <param name="column">The column; null when it concerns the row or the file.</param>
    /// <param name="code">One of <see cref="ImportCodes"/>.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Add(int row, string? column, string code, string message)
    {
        Count++;
        if (_kept.Count < MaxKept)
        {
            _kept.Add(new ImportError(row, column, code, message));
        }
    }
}
