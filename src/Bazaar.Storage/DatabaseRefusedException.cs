namespace Bazaar.Storage;

/// <summary>Why a database cannot be opened, and what to do.</summary>
public class DatabaseRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another Bazaar is using the database.</summary>
public sealed class DatabaseInUseException(string message, Exception? inner = null) : DatabaseRefusedException(message, inner);
