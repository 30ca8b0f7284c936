namespace Bazaar.Storage.Ledger;

/// <summary>A batch was decided by what was remembered, and that is not enough or not true any more. Nothing was written; the next attempt locks first.</summary>
internal sealed class MustLockException() : Exception("The batch must be decided under locks.");
