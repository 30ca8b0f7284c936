namespace Bazaar.Storage.Ledger;

/// <summary>A transaction came to nothing for a reason that a second attempt may not meet: a lost race, a broken connection, a server that is no longer the primary.</summary>
/// <param name="failure">What to tell the callers when every attempt fails.</param>
/// <param name="outcomeUnknown">True when the connection broke in the middle of the commit: it may stand.</param>
internal sealed class TransactionLostException(StorageUnavailableException failure, bool outcomeUnknown) : Exception(failure.Message, failure)
{
    /// <summary>What to tell the callers when every attempt fails.</summary>
    public StorageUnavailableException Failure { get; } = failure;

    /// <summary>True when it may stand all the same.</summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
