using System.Data.Common;
using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Ledger;

/// <summary>
/// A document (an order, a transfer, a count) whose own rows change in the very transaction that posts what follows from it. Both
/// parts may run again when the engine asks for it (a deadlock, a lost connection), so they keep no state of an earlier run.
/// </summary>
/// <param name="Prepare">
/// Locks and reads the document, checks that it may do this now, and makes the drafts. Null: leave everything as it is. No drafts:
/// only the document changes. Runs before the stores' heads are locked.
/// </param>
/// <param name="Complete">Writes the document's rows, knowing what was posted (or posted before, under the same ids). Runs only when no draft was refused.</param>
public sealed record LedgerDocument(
    Func<DbConnection, DbTransaction?, Task<IReadOnlyList<Draft>?>> Prepare,
    Func<DbConnection, DbTransaction?, IReadOnlyList<PostingResult>, Task> Complete);
